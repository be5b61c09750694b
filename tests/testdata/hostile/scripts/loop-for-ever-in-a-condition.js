while (true);
return 1;
