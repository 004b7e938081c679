"""Panels that several explorers show."""
