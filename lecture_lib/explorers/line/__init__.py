"""S11: where do you draw the line."""
