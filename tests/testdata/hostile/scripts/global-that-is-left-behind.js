counter = (typeof counter === 'undefined' ? 0 : counter) + 1;
return counter;
