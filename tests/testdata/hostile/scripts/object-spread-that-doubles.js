let o = { a: 1 };
for (let i = 0; i < 1000; i++) { o = { ...o, ['k' + i]: { ...o } }; }
return 1;
