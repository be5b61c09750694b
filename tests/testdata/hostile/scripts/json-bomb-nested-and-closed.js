return JSON.parse('['.repeat(40000) + ']'.repeat(40000)).length;
