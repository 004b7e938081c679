"""The still part of a figure: what lies under the moving artists, and what lies over them."""

import io
from contextlib import contextmanager

import numpy as np
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.spines import Spine
from matplotlib.text import Text
from PIL import Image

SETTLED = 1000  # pixels that may still change colour; to wait for the last takes twice as long


def moving_artists(figure):
    """Return the animated artists of a figure's axes, in the order in which they are drawn.

    ``ValueError`` if a static one is drawn between them, or a moving one is not on an axes.
    """
    moving = []
    for axes in sorted(figure.axes, key=lambda axes: axes.get_zorder()):
        _, middle, _ = split(axes)
        if still := [artist for artist in middle if not artist.get_animated()]:
            names = ", ".join(f"{type(a).__name__} (zorder {a.get_zorder():g})" for a in still)
            raise ValueError(
                f"static artists must lie below or above all moving artists of their axes, but"
                f" {names} lies between them (zorder {middle[0].get_zorder():g} to"
                f" {middle[-1].get_zorder():g})"
            )
        moving += middle
    stray = {artist for artist in parts_of(figure) if artist.get_animated()} - set(moving)
    if stray:
        names = ", ".join(sorted(type(artist).__name__ for artist in stray))
        raise ValueError(f"moving artists must be children of an axes, got {names} elsewhere")
    return moving


def parts_of(artist):
    """Yield what an artist consists of, but for ticks: those are made when asked for."""
    yield artist
    if not isinstance(artist, Axis):
        for child in artist.get_children():
            yield from parts_of(child)


def split(axes):
    """Return the visible children of an axes below, among and above its moving artists."""
    children = [a for a in axes.get_children() if a is not axes.patch and _is_seen(a)]
    children.sort(key=lambda artist: artist.get_zorder())
    where = [i for i, artist in enumerate(children) if artist.get_animated()]
    if not where:
        return children, [], []
    first, last = where[0], where[-1] + 1
    return children[:first], children[first:last], children[last:]


def _is_seen(artist):
    axes = artist.axes
    if isinstance(artist, Spine) and not (axes.axison and axes.get_frame_on()):
        return False
    if isinstance(artist, Axis) and not axes.axison:
        return False
    untitled = isinstance(artist, Text) and not artist.get_text() and not artist.get_animated()
    return artist.get_visible() and not untitled


def draw_sheets(figure, density):
    """Draw what stands still, as WebP images: under the moving artists, and over them.

    The density is in sheet pixels per CSS pixel. The second is empty where nothing lies over them.
    """
    parts = [split(axes) for axes in figure.axes]
    middle = [artist for part in parts for artist in part[1]]
    above = [artist for part in parts for artist in part[2]]
    with hidden(middle + above):
        under = render(figure, density)
    if not above:
        return lossless(under), b""
    below = [artist for part in parts for artist in part[0]]
    papers = [a for a in figure.get_children() if a not in figure.axes]
    papers += [axes.patch for axes in figure.axes]
    with hidden(below + middle + papers):
        over = render(figure, density)
    return lossless(under), lossless(over)


def render(figure, density):
    """Return the figure's pixels (h, w, 4) at a density of pixels per CSS pixel."""
    with at_density(figure, density):
        figure.canvas.draw()
        return np.asarray(figure.canvas.buffer_rgba())


def render_moving(figure, density, poses):
    """Return the figure's pixels (h, w, 4) once for each pose; what is still is drawn once for all.

    A pose is called before a picture, and gives the animated artists their data.
    """
    parts = [split(axes) for axes in sorted(figure.axes, key=lambda axes: axes.get_zorder())]
    later = [artist for _, moving, above in parts for artist in moving + above]
    pictures = []
    with at_density(figure, density):
        with hidden(later):
            figure.canvas.draw()
        renderer, ground = figure.canvas.renderer, figure.canvas.copy_from_bbox(figure.bbox)
        for pose in poses:
            pose()
            renderer.restore_region(ground)
            for artist in filter(is_somewhere, later):
                artist.draw(renderer)
            pictures.append(np.array(renderer.buffer_rgba()))
    return pictures


def is_somewhere(artist):
    """Whether an artist can be drawn: the oldest matplotlib complains of a text at no place."""
    return not isinstance(artist, Text) or np.isfinite(artist.get_position()).all()


@contextmanager
def at_density(figure, density):
    """Let a figure be drawn larger or smaller."""
    dpi = figure.dpi
    try:
        figure.set_dpi(dpi * density)
        yield
    finally:
        figure.set_dpi(dpi)
        FigureCanvasAgg(figure)  # a canvas keeps its pixels, six megabytes of them
        for text in figure.findobj(Text):  # and so does each text that was drawn on it
            text._renderer = None


def png(pixels, colours=None):
    """Return pixels as a PNG image, reduced to some colours where that is asked for.

    The same pixels give the same bytes.
    """
    image, level = Image.fromarray(pixels), 4
    if colours:
        method = Image.Quantize.MAXCOVERAGE
        image = image.convert("RGB").quantize(colours, method=method, kmeans=SETTLED, dither=0)
        level = 9
    buffer = io.BytesIO()
    image.save(buffer, "png", compress_level=level)
    return buffer.getvalue()


def lossless(pixels):
    """Return pixels (h, w, 4) as a WebP image, to the last bit, in half the time of a PNG."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "webp", lossless=True, exact=True, quality=0, method=0)
    return buffer.getvalue()


@contextmanager
def hidden(artists):
    """Draw without some artists."""
    seen = [artist for artist in artists if artist.get_visible()]
    try:
        for artist in seen:
            artist.set_visible(False)
        yield
    finally:
        for artist in seen:
            artist.set_visible(True)
