"""Mappings in the database: who says what one requirement is to another, and who agreed."""
