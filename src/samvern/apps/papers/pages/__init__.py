"""What the pages of snapshots and papers show."""
