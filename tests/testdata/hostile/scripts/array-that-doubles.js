let s = [1];
for (let i = 0; i < 40; i++) { s = [...s, ...s]; }
return s.length;
