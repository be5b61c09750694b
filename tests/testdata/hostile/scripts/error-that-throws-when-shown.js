throw { toString() { throw this; } };
