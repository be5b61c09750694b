const l = []; l.length = 4294967295;
return l.join(',').length;
