"""The module of tables that come in."""
