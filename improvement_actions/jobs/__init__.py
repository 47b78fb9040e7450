"""What is done to many records at once: set-based, a fixed number of statements however many there are."""
