const f = async () => { for (;;) { await 1; } };
f();
return 1;
