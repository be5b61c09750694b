Math.max = () => 42;
return Math.max(1);
