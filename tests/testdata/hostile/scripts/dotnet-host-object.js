return clr.System ? 1 : 0;
