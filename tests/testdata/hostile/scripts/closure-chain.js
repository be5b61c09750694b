let f = () => 1;
for (let i = 0; i < 5000; i++) { const g = f; f = () => g() + 1; }
return f();
