"""What the pages of scenarios and decisions show: rows of queries in the reader's words."""
