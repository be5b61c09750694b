Object.defineProperty(Object.prototype, 'polluted', { value: 1 });
return ({}).polluted;
