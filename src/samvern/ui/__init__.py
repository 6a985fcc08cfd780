"""The design system: components, layout, wording, charts, and the built front end."""
