"""Panels: planned, judged, closed, and what is made of them."""
