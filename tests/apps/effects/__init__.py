"""Studies of effect."""
