return ⟦5000×[⟧1⟦5000×]⟧.length;
