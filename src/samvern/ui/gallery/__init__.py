"""The gallery: every component in its states, on one public page."""
