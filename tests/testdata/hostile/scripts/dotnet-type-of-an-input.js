return t.GetType().Assembly ? 1 : 0;
