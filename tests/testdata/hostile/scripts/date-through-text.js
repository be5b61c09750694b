return Date().length;
