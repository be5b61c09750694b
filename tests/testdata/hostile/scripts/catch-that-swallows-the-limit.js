for (;;) { try { for (;;) {} } catch (e) {} }
return 1;
