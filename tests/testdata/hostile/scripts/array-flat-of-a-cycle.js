const l = []; l.push(l);
return l.flat(Infinity).length;
