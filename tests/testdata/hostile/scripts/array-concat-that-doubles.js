let s = [1];
for (let i = 0; i < 40; i++) { s = s.concat(s); }
return s.length;
