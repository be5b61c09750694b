return Array.prototype.slice.call({ length: Infinity }).length;
