return [].map.constructor('return 1')();
