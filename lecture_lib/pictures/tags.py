"""Tags: a letter on a disc says which thing it is, a padlock that it stays as it is."""

import numpy as np
from matplotlib.path import Path

from lecture_lib.pictures.style import LIGHT, pairs


def draw_tag(ax, points, letter, looks, *, moving=False):
    """Draw a disc with a letter at each point; two Line2D, the discs and the letters.

    ``looks`` is the style of the thing (`style`): its colour becomes the disc's. ``letter`` is a
    single one.

    Source: E8.4: who is who in the race.
    """
    if len(letter) != 1:
        raise ValueError(f"letter must be one letter, got {letter!r}")
    points = pairs("points", points)
    storey = 7 if moving else 2.5
    colours = {"markerfacecolor": looks["color"], "markeredgecolor": LIGHT.paper}
    disc = {"marker": "o", "markersize": 10.5, "markeredgewidth": 1, "zorder": storey} | colours
    ink = {"markerfacecolor": LIGHT.paper, "markeredgecolor": "none", "zorder": storey + 0.1}
    glyph = {"marker": rf"$\mathbf{{{letter}}}$", "markersize": 6} | ink
    return tuple(
        ax.plot(*points.T, linestyle="none", animated=moving, **part)[0] for part in (disc, glyph)
    )


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
        clip_on=False,  # it may hang on the frame
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
