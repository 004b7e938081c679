"""S5: when to stop."""
