"""Panels: several people judge the same things, each for themselves, and are then compared."""
