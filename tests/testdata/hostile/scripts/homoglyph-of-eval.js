return еval('1');
