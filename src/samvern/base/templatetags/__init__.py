"""Filters that templates of the base use."""
