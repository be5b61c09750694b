return JSON.stringify([[[[[1]]]]], null, 1e9).length;
