"""S6: batches."""
