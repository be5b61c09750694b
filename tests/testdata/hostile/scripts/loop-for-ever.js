for (;;) {}
return 1;
