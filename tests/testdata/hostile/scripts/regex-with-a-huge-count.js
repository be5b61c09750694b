return /a{1000000000}/.test('a') ? 1 : 0;
