return 9 ** 9 ** 9 ** 9;
