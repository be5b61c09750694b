⟦2000×l№: ⟧ return 1;
