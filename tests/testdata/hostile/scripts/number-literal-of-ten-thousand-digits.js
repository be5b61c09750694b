return ⟦10000×9⟧;
