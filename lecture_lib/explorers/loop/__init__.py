"""S1: the loop of learning."""
