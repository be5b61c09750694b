return /never closed;
