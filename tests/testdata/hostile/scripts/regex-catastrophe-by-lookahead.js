return /^(?=(a+))*b/.test('a'.repeat(50)) ? 1 : 0;
