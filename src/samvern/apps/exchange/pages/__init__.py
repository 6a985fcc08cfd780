"""The rows of the import of tables as parts of the design system, in the reader's words."""
