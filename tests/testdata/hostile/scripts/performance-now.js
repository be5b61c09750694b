return performance.now();
