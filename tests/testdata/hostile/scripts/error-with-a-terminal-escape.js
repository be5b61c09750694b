throw new Error('\u001b[2J\u001b[31mowned');
