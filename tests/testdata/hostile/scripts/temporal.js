return Temporal.Now.instant() ? 1 : 0;
