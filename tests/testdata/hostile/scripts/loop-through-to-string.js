const o = { toString: () => `${o}` };
return `${o}`.length;
