return 1; }); System.exit(); (function () {
