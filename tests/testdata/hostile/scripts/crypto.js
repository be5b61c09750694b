return crypto.randomUUID().length;
