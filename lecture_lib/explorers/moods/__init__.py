"""S18: softmax with cross entropy, and the last layer as a design."""
