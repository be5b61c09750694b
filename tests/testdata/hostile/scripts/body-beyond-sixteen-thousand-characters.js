// ⟦20000×x⟧
return 1;
