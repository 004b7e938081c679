"""S16: one-hot, probability, softmax."""
