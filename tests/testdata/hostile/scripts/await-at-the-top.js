await 1;
return 1;
