"""Explorers of section 9: what makes a good loss."""
