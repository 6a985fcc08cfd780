"""Programmes in the database."""
