return Reflect.ownKeys(globalThis).length;
