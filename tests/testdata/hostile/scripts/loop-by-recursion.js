const f = () => f();
return f();
