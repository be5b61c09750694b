Error.prepareStackTrace = (e, s) => s;
return new Error().stack.length;
