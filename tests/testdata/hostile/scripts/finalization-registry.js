new FinalizationRegistry(() => {});
return 1;
