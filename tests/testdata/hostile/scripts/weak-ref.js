return new WeakRef({}).deref() ? 1 : 0;
