return JSON.parse('['.repeat(90000)).length;
