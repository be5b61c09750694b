return (1e308).toString(2).length + (5e-324).toFixed(100).length;
