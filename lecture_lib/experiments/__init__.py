"""Experiments: the settings that sections experiment on, and what is measured on them."""
