return new Promise(() => {}) ? 1 : 0;
