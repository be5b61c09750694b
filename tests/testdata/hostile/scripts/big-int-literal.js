return Number(2n ** 10000000n);
