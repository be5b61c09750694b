let l = [];
for (let i = 0; i < 9000; i++) { l = [l]; }
return l.toString().length;
