return /^(a|aa)+$/.test('a'.repeat(60) + '!') ? 1 : 0;
