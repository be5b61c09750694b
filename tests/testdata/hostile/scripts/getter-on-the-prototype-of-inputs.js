Object.defineProperty(String.prototype, 'length', { get: () => 42 });
return t.length;
