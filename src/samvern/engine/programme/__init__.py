"""A programme of measures: its parts, what does not add up in it, and what it covers."""
