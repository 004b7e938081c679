"""S12: the gradient by hand."""
