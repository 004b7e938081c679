"""S8: momentum and what grew out of it."""
