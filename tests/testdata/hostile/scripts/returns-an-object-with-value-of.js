return { valueOf: () => 1 };
