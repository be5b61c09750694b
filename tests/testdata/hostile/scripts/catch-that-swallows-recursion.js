const f = () => { try { f(); } catch (e) { f(); } };
f();
return 1;
