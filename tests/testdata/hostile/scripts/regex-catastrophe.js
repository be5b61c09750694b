return /^(a+)+$/.test('a'.repeat(40) + '!') ? 1 : 0;
