"""The module of comparisons."""
