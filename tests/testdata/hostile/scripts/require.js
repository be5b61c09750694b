return require('fs') ? 1 : 0;
