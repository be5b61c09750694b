const o = {}; o.o = o;
return JSON.stringify(o).length;
