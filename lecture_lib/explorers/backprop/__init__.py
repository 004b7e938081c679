"""S14: backpropagation."""
