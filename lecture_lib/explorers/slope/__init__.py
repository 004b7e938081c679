"""S2: slope and gradient."""
