const f = () => Promise.resolve().then(f);
f();
return 1;
