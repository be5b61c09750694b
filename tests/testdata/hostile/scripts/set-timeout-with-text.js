setTimeout('1', 0);
return 1;
