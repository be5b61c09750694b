return '1';
