"""What the lines of a panel mean."""

from matplotlib.lines import Line2D

from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.style import LIGHT, style


def draw_legend(ax, names, *, loc="upper right", on_top=False):
    """Draw a sample of each line with its name, inside the axes.

    ``names`` say what is written, by meaning (`style`); ``loc`` is a corner of the axes, as
    matplotlib's legends call it. If it is ``on_top``, it is drawn
    over what moves, on a ground that lets it through faintly.

    Source: S5.
    """
    samples = [Line2D([], [], **{"marker": "None"} | style(meaning)) for meaning in names]
    text = text_style(12, LIGHT.ink)
    legend = ax.legend(
        samples,
        names.values(),
        loc=loc,
        frameon=on_top,
        framealpha=0.85,
        facecolor=LIGHT.paper,
        edgecolor="none",
        prop={"family": text["fontfamily"], "size": text["fontsize"]},
        labelcolor=LIGHT.ink,
        handlelength=2.4,
        borderaxespad=0.2,
        labelspacing=0.3,
    )
    legend.set_zorder(9 if on_top else 3)
    return legend
