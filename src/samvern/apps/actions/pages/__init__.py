"""What the pages of findings and actions show."""
