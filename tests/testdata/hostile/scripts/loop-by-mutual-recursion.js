const p = n => q(n), q = n => p(n);
return p(0);
