"""Loss curves: loss over steps, logarithmic where it spans decades."""

from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from lecture_lib.checks import numbers, positive
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.style import LIGHT, draw_line


def loss_axes(ax, steps, limits):
    """Prepare axes for loss over steps: logarithmic where the limits span a decade or more.

    Parameters
    ----------
    ax : Axes
    steps : int
        The last step shown.
    limits : (float, float)
        Lowest and highest loss shown.

    Raises
    ------
    ValueError
        If limits are not two rising numbers.

    Source
    ------
    S3, S5.
    """
    low, high = numbers("limits", limits, ndim=1)
    if low >= high:
        raise ValueError(f"limits must rise, got {limits}")
    ax.set_xlim(0, positive("steps", steps))
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=(1, 2, 5, 10), integer=True))
    if low > 0 and high / low >= 10:
        ax.set_yscale("log")
        few = high / low < 500
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,)))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        ax.yaxis.set_minor_formatter(NullFormatter())
    else:
        ax.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 5, 10)))
    ax.set_ylim(low, high)


def draw_reference(ax, value, text, *, palette=LIGHT):
    """Draw a dashed line across the axes at a value, with its name below it at the right.

    Parameters
    ----------
    ax : Axes
    value : float
        On the y axis, L* for example.
    text : str
    palette : Palette

    Returns
    -------
    Line2D

    Raises
    ------
    ValueError
        If the value is not finite.
    """
    value = float(numbers("value", value, ndim=0))
    left, right = ax.get_xlim()
    where = {"xy": (right, value), "xytext": (-2, -3), "textcoords": "offset points"}
    ax.annotate(text, **where, ha="right", va="top", **text_style(12, palette.muted))
    return draw_line(ax, "reference", [(left, value), (right, value)], palette=palette)
