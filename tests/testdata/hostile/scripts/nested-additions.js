return ⟦4000×1 + ⟧1;
