"""Requirement sets in the database."""
