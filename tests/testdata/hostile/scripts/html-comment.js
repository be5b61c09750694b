<!-- x
return 1;
-->
