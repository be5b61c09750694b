a: for (;;) { for (;;) { continue a; } }
return 1;
