"""Two programmes compared: which measures live on in which, proposed, then confirmed by people."""
