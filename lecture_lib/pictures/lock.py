"""A padlock: what it hangs on stays as it is."""

import numpy as np
from matplotlib.path import Path

from lecture_lib.pictures.style import LIGHT, pairs


def draw_lock(ax, points, *, moving=False):
    """Draw a padlock at each point, all as one Line2D.

    Source: S12.14 (slide 30), E12.2.
    """
    paint = {"markerfacecolor": LIGHT.ink, "markeredgecolor": LIGHT.paper}
    (lock,) = ax.plot(
        *pairs("points", points).T,
        linestyle="none",
        marker=_padlock(),
        markersize=18,
        markeredgewidth=0.5,
        zorder=6.6,
        animated=moving,
        **paint,
    )
    return lock


def _padlock():
    """A body and a bow, about one unit wide and high."""
    turn = np.linspace(0, np.pi, 15)
    arc = np.column_stack([np.cos(turn), np.sin(turn)])
    bow = [(0.36, 0), *(0.36 * arc + (0, 0.22)), (-0.36, 0), (-0.2, 0)]
    bow += [*(0.2 * arc[::-1] + (0, 0.22)), (0.2, 0)]
    body = [(-0.5, -0.62), (0.5, -0.62), (0.5, 0.03), (-0.5, 0.03)]
    parts = [Path([*part, part[0]], closed=True) for part in (body, bow)]
    return Path.make_compound_path(*parts)
