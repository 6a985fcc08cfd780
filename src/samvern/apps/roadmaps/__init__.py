"""Roadmaps: when each measure of a programme happens, within what there is to spend."""
