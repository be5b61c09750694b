return (function () { return this; })() ? 1 : 0;
