return (function () { return arguments.callee.caller ? 1 : 0; })();
