const l = []; l.push(l, l);
return l.join().length;
