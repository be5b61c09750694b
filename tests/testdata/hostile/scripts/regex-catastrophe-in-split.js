return ('a'.repeat(40) + '!').split(/(a+)+$/).length;
