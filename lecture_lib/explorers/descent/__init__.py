"""S3: gradient descent."""
