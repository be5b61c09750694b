const f = () => { try { for (;;) {} } finally { return 1; } };
return f();
