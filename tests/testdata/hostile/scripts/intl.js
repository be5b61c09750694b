return new Intl.NumberFormat('de').format(1).length;
