"""What the pages of roadmaps show, in words and pictures."""
