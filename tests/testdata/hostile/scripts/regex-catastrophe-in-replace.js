return 'a'.repeat(40).replace(/(a+)+b/g, '').length;
