"""Panels that several explorers show.

A view draws what stands still into a panel of a ``figure``: its ``box``, (left, top, width, height)
in CSS pixels. Its ``tracks`` tell where everything else is, for parameters of all takes and frames
at once; ``thetas`` have the shape (takes, frames, D).
"""
