"""Measure the line explorer against the usual ways to write it, in a real Chromium."""
