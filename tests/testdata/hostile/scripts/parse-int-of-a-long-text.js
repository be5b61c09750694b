return parseInt('9'.repeat(99999));
