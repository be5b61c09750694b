return 'b'.repeat(90000).replaceAll('b', 'b'.repeat(90000)).length;
