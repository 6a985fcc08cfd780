"""Reporting rounds: how measures of a programme stand, asked of those who own them for a period."""
