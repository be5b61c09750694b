throw new Error('x'.repeat(99999));
