return Number(BigInt.asUintN(1e9, BigInt(1)));
