"""From one palette to another without drawing again: colours are swapped on the artists."""

from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

ATTRIBUTES = {  # what is coloured, by kind of artist
    Line2D: ("color", "markerfacecolor", "markeredgecolor"),
    Patch: ("facecolor", "edgecolor"),
    Collection: ("facecolor", "edgecolor"),
    Text: ("color",),
}


def repaint(figure, old, new):
    """Give every artist of a ``figure`` the colours of another palette, ``new`` ones for ``old``.

    A colour that is a role of `old` becomes the same role of `new`; its transparency stays, and so
    do colours that are no role. Repainting back restores the picture to the pixel. Two roles of
    `old` may not share a colour that `new` holds apart.
    """
    swap = {}
    for a, b in zip(old.colours(), new.colours(), strict=True):
        if swap.setdefault(to_hex(a), b) != b:
            raise ValueError(f"old must have one role per colour, got two for {a}")
    artists = figure.findobj()
    boxes = [artist.get_bbox_patch() for artist in artists if isinstance(artist, Text)]
    for artist in [*artists, *filter(None, boxes)]:
        for kind, attributes in ATTRIBUTES.items():
            if isinstance(artist, kind):
                _repaint_attributes(artist, attributes, swap)


def _repaint_attributes(artist, attributes, swap):
    for name in attributes:
        colour = getattr(artist, f"get_{name}")()
        many = isinstance(artist, Collection)
        colours = list(colour) if many else [colour]
        changed = [_swapped(each, swap) for each in colours]
        if any(new is not each for new, each in zip(changed, colours, strict=True)):
            artist.set(**{name: changed if many else changed[0]})


def _swapped(colour, swap):
    """Return the new colour; the same one where nothing is to be seen, or it is no role.

    What is not to be seen must not be set: an artist's own transparency would uncover it.
    """
    *_, alpha = to_rgba(colour)
    wanted = swap.get(to_hex(colour)) if alpha else None
    return colour if wanted is None else to_rgba(wanted, alpha)
