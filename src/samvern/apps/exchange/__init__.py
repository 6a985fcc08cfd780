"""Tables of measures come in: columns, dry run, import and undo."""
