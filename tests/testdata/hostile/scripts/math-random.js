return Math.random();
