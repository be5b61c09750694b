⟦2000×if (a) {} else ⟧return 1;
return 0;
