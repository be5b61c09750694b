return this.constructor.constructor('return process')().pid;
