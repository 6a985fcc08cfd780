"""What the pages of mappings show: rows and facts with the words around them."""
