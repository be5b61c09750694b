return 'x'.repeat(99999).split('').length;
