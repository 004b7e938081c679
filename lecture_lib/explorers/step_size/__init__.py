"""S7: the step size."""
