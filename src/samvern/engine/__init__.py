"""Pure calculations and the types they use: no framework, database, network or clock."""
