const r = /a*/y;
for (;;) { r.exec('b'); }
return 1;
