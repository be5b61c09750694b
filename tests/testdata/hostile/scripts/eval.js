return eval('1');
