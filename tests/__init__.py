"""Tests of Samvern; the folders mirror those of the package."""
