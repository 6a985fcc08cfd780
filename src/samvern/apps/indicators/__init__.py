"""Indicators: whether a programme gets where it wants to, and who began when with what."""
