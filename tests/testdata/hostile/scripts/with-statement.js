with (Math) { return max(1, 2); }
