"""What reaches the lower layers, and what learns there."""
