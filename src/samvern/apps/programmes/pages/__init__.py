"""What the pages show: rows of queries as parts of the design system, in the reader's words."""
