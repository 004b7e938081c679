"""S4: where a descent starts."""
