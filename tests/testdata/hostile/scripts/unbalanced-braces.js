{{{{ return 1;
