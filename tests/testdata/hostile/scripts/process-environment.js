return process.env.HOME ? 1 : 0;
