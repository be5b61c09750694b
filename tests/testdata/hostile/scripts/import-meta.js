return import.meta ? 1 : 0;
