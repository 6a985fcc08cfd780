"""The pages of comparisons: what queries give as parts of the design system, in words."""
