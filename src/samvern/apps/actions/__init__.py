"""Findings and what becomes of them: the one follow-up engine of the product."""
