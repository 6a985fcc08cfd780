"""Papers: what is laid before a ministry, a board or an owner, made from a frozen snapshot."""
