return [...'x'.repeat(99999).matchAll(/(?:)/g)].length;
