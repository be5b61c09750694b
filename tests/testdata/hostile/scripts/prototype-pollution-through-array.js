Array.prototype.map = () => [42];
return [1].map(x => x)[0];
