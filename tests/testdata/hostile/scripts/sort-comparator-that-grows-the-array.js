const l = [1, 2, 3];
return l.sort((x, y) => { l.push(x); return y - x; }).length;
