const f = (...l) => l.length;
return f(...Array.from({ length: 9999 }, () => 1), ...Array.from({ length: 9999 }, () => 1));
