"""The pages of panels: rows of queries as parts of the design system, in the reader's words."""
