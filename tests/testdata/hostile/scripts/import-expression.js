import('fs');
return 1;
