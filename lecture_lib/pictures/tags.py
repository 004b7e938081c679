"""Tags: a letter on a disc, for a thing that is told by more than its colour."""

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
