return 'x'.concat(...Array.from({ length: 9999 }, () => 'x'.repeat(9000))).length;
