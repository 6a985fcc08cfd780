"""Requirement sets in the database: what they say, who says so, and how they came to say it."""
