const o = JSON.parse('{"__proto__":{"polluted":1}}');
return Object.assign({}, o).polluted;
