"""What pages of indicators show, as plain rows."""
