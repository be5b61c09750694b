return Object.getPrototypeOf(Object.getPrototypeOf(new Uint8Array(1))) ? 1 : 0;
