return (() => 1)['con' + 'structor']('return 1')();
