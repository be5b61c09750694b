return Number(BigInt(2) ** BigInt(10000000));
