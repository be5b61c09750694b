const o = {};
for (let i = 0; i < 1e6; i++) { o['k' + i] = i; }
return Object.keys(o).length;
