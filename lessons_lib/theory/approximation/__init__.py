"""One hidden layer, and what it can come close to."""
