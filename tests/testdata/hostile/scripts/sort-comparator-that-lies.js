return Array.from({ length: 5000 }, (v, i) => i).sort(() => -1).length;
