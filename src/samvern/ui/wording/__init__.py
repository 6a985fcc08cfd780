"""Words for errors, findings and rankings: Django-free, shared by pages, API and command line."""
