return JSON.parse('[1,2,3]', function (k, v) { return Array.isArray(v) ? v.concat(v) : v; }).length;
