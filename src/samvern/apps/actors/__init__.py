"""Actors: the organisations of the sector, how they follow each other, and their people."""
