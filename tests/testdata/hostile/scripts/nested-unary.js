return ⟦4000×!⟧a ? 1 : 0;
