return 'x'.padStart(1e9).length;
