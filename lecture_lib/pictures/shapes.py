"""What most layers are made of: polygons, and stamps that keep their size on the screen."""

from matplotlib.collections import PathCollection
from matplotlib.patches import Polygon
from matplotlib.transforms import IdentityTransform

from lecture_lib.pictures.figure import POINTS_PER_PIXEL
from lecture_lib.pictures.style import pairs


def draw_polygon(ax, points, *, closed=True, moving=False, **looks):
    """Draw a Polygon, ``closed`` or not, with the ``looks`` of a patch."""
    polygon = Polygon(pairs("points", points), closed=closed, animated=moving)
    polygon.set(**looks)
    return ax.add_patch(polygon)


def draw_stamps(ax, paths, places, *, radius=1, moving=False, **looks):
    """Draw ``paths`` at ``places``, (P, 2), in turn, as a PathCollection of some ``looks``.

    The unit of a path is as long as the ``radius`` in CSS pixels.
    """
    stamps = PathCollection(
        paths,
        sizes=[(radius * POINTS_PER_PIXEL) ** 2],
        offsets=places,
        offset_transform=ax.transData,
        transform=IdentityTransform(),
        animated=moving,
        **looks,
    )
    return ax.add_collection(stamps, autolim=False)
