const o = { valueOf: () => o + 1 };
return o + 1;
