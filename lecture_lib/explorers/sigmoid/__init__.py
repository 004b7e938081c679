"""S13: the sigmoid unit."""
