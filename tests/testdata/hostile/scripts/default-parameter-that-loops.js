const f = (x = (() => { for (;;) {} })()) => x;
return f();
