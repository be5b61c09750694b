const [...all] = { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) };
return all.length;
