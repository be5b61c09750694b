const l = []; l[4294967294] = 1;
return l.indexOf(1);
