"""S17: entropy and cross entropy."""
