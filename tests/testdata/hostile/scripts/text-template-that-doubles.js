let s = 'xx';
for (let i = 0; i < 60; i++) { s = `${s}${s}`; }
return s.length;
