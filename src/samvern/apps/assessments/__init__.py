"""Self-assessment: campaigns, what organisations answer, hand in and get back."""
