"""Dots: many places at once, each only a colour."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from lecture_lib.checks import positive
from lecture_lib.pictures.figure import POINTS_PER_PIXEL


def draw_dots(ax, radii, *, zorder, **colours):
    """Draw dots that the browser moves; they take radii and colours in turn.

    Parameters
    ----------
    ax : Axes
    radii : sequence of float
        In CSS pixels.
    zorder : float
    **colours
        Of faces and edges, as `PathCollection` calls them.

    Returns
    -------
    PathCollection

    Raises
    ------
    ValueError
        If a radius is not positive.
    """
    sizes = (positive("radii", radii) * POINTS_PER_PIXEL) ** 2
    dots = PathCollection(
        [Path.unit_circle()],
        sizes=sizes,
        offsets=np.full((len(sizes), 2), np.nan),
        offset_transform=ax.transData,
        transform=IdentityTransform(),
        animated=True,
        zorder=zorder,
        **colours,
    )
    return ax.add_collection(dots, autolim=False)
