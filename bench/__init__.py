"""Measure: the line explorer against the usual ways to write it, the mathematics against loops."""
