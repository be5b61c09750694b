return (function () { return delete Object.prototype ? 1 : 0; })();
