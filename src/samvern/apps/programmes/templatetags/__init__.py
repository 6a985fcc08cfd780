"""Filters of the pages of programmes."""
