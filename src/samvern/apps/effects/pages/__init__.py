"""What the pages of effects show."""
