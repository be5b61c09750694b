return new Proxy(() => 1, { apply: () => { for (;;) {} } })();
