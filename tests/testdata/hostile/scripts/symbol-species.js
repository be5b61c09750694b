class A extends Array { static get [Symbol.species]() { return Function; } }
return new A(1, 2, 3).map(x => x).length;
