"""What measures did, how sure that is, and how much is known of a whole programme."""
