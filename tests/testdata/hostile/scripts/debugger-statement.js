debugger;
return 1;
