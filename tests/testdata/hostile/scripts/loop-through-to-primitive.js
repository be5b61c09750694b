const o = { [Symbol.toPrimitive]: () => +o };
return +o;
