"""Evidence: documents and links that show how things are, kept once and used in many places."""
