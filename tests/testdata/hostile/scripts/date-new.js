return new Date().getHours();
