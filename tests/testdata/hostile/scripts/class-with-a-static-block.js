class A { static { for (;;) {} } }
return 1;
