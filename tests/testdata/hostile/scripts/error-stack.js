try { null.x; } catch (e) { return e.stack.length; }
