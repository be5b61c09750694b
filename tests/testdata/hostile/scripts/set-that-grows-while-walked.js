const s = new Set([1]);
for (const x of s) { s.add(x + 1); }
return s.size;
