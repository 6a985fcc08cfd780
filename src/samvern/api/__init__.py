"""The JSON API: assembles the routers of the modules."""
