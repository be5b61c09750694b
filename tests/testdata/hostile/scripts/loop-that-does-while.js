do {} while (true);
return 1;
