return \u0065val('1');
