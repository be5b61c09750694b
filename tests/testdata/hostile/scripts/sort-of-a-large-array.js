return Array.from({ length: 10000 }, (v, i) => -i).sort((x, y) => x - y)[0];
