return /^(\w+\s?)*$/.test(t) ? 1 : 0;
