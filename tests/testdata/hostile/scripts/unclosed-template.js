return `never closed;
