return (async () => 1).constructor('return 1')() ? 1 : 0;
