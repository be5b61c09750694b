return 'x'.repeat(1e9).length;
