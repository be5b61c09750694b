return (1234.5).toLocaleString('de').length;
