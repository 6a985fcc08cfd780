"""The stranger test: a secret marker in every text, and everybody looks for it everywhere."""
