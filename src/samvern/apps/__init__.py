"""One module for each subject of the field; arrows point one way (see docs/architecture.md)."""
