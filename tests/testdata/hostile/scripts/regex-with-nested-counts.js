return /((a{100}){100}){100}/.test('a'.repeat(99999)) ? 1 : 0;
