#!/bin/sh
return 1;
