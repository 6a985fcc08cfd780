"""Samvern: a whole sector governs its digital security."""

__version__ = "0.1.0"
