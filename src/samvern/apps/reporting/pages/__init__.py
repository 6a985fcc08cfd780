"""What the pages of rounds and reports show, in words."""
