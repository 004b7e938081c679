"""Section 15: other activations, the hinge, and what hinges paint."""
