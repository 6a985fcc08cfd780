"""Data files that ship with Samvern, each with its source, version and licence."""
