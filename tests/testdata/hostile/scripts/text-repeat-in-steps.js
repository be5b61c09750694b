return 'x'.repeat(90000).repeat(90000).length;
