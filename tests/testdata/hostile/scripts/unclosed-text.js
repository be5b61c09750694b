return 'never closed;
