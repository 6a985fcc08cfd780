"""The pages of assessments: what queries give as parts of the design system, in words."""
