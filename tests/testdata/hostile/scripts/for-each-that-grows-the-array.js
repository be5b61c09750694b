const l = [1];
for (const x of l) { l.push(x); }
return l.length;
