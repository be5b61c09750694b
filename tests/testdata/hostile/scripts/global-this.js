return Object.keys(globalThis).length;
