return '\ufdfa'.repeat(90000).normalize('NFKD').length;
