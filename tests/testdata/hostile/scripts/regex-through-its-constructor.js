return (/x/).constructor('(a+)+$').test('a'.repeat(40) + '!') ? 1 : 0;
