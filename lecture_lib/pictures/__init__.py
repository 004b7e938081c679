"""Pictures, drawn by matplotlib alone, in layers.

A layer takes ``ax``, axes with their final limits, draws once, and returns its artists. If it is
``moving``, they are left to the browser (`Artist.set_animated`). Where they are is computed by a
function of its own, with leading axes, for all takes and frames in one call; ``points``, shape
(P, 2), are what it gives for one of them.

Positions are in data coordinates, and NaN where nothing is drawn. Sizes are in CSS pixels;
``scale`` is how many of them a unit of the axes is long, in x and in y (`figure.pixels_per_unit`).
``role`` is a colour of the palette, by its meaning. What is not as described raises ``TypeError``
or ``ValueError``; the message names the argument.
"""
