class A extends null {}
return new A() ? 1 : 0;
