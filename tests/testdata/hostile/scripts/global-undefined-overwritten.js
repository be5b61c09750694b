undefined = 1;
return undefined;
