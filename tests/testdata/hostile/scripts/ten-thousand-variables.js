⟦1000×let v№ = №; ⟧
return 1;
