return 'b'.repeat(90000).replace(/b/g, "$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&").length;
