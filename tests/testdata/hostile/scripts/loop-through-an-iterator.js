const o = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) };
return [...o].length;
