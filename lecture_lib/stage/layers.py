"""How a moving artist looks, told to the browser: what it asks a renderer to draw, recorded."""

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.image import AxesImage
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform

SVG = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


def css(colour):
    """Return a colour as CSS, None if nothing of it would be seen."""
    if colour is None or len(colour) == 0:
        return None
    r, g, b, a = to_rgba(colour)
    rgb = " ".join(f"{round(255 * v)}" for v in (r, g, b))
    return f"rgb({rgb} / {round(a, 4)})" if a > 0 else None


def svg(path, transform):
    """Return a path as SVG text in CSS pixels, y down."""
    parts = []
    for points, code in path.iter_segments(transform, simplify=False, curves=True):
        xy = np.asarray(points).reshape(-1, 2) * (1, -1)
        numbers = [] if SVG[code] == "Z" else xy.flat
        parts.append(SVG[code] + " ".join(f"{v:.3f}" for v in numbers))
    return "".join(parts)


class Recorder(RendererBase):
    """A renderer that draws nothing and keeps the pen, the paint and the shapes it was given."""

    def __init__(self, width, height, dpi, anchor=None):
        super().__init__()
        self.width, self.height, self.dpi = width, height, dpi
        self.anchor = anchor
        self.layers = []

    def points_to_pixels(self, points):
        return points * self.dpi / 72

    def get_canvas_width_height(self):
        return self.width, self.height

    def flipy(self):
        return False

    def _ink(self, gc, kind, fill, stroke, width, **more):
        _, dashes = gc.get_dashes()
        clip = gc.get_clip_rectangle()
        layer = {
            "kind": kind,
            "fill": fill,
            "stroke": stroke,
            "width": [round(float(self.points_to_pixels(w)), 4) for w in width],
            "cap": {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle()),
            "join": gc.get_joinstyle(),
            "dash": [round(float(self.points_to_pixels(d)), 4) for d in (dashes or ())],
            "clip": clip and [clip.x0, self.height - clip.y1, clip.width, clip.height],
        }
        self.layers.append(layer | more)

    @staticmethod
    def _paint(gc, fill):
        return [css(fill)], [css(gc.get_rgb())], [gc.get_linewidth()]

    def draw_path(self, gc, path, transform, rgbFace=None):
        paint = self._paint(gc, rgbFace)
        if self.anchor is None:
            closed = path.codes is not None and Path.CLOSEPOLY in path.codes
            self._ink(gc, "path", *paint, closed=bool(closed))
        else:  # glyphs as shapes round the text's anchor: the browser need not have the font
            shape = svg(path, transform + Affine2D().translate(*-self.anchor))
            self._ink(gc, "stamps", *paint, shapes=[shape])

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        shape = svg(marker_path, marker_trans)
        self._ink(gc, "stamps", *self._paint(gc, rgbFace), shapes=[shape])

    def draw_path_collection(
        self, gc, master, paths, transforms, _offsets, _transform, faces, edges, widths, *_, **__
    ):
        if not paths:
            return  # matplotlib asks in this way whether we know its newest arguments
        count = max(len(paths), len(transforms))
        matrices = [Affine2D(m) for m in transforms] or [IdentityTransform()]
        shapes = [
            svg(paths[i % len(paths)], matrices[i % len(matrices)] + master.frozen())
            for i in range(count)
        ]
        fill = [css(c) for c in faces] or [None]
        stroke = [css(c) for c in edges] or [None]
        self._ink(gc, "stamps", fill, stroke, list(widths) or [0], shapes=shapes)


def layers_of(artist, size, dpi):
    """Return the layers that an artist is drawn as, dictionaries ready for the browser.

    They hold the kind ("path", "stamps" or "image"), paint, pen and clip box. The artist must have
    data to draw; its figure is ``size`` CSS pixels large, with ``dpi`` of them to the inch.
    """
    if isinstance(artist, AxesImage):
        return [_image_layer(artist, size[1])]
    anchor = None
    if isinstance(artist, Text):
        anchor = artist.get_transform().transform(artist.get_position())
    recorder = Recorder(*size, dpi, anchor)
    artist.draw(recorder)
    return recorder.layers


def _image_layer(artist, height):
    left, right, bottom, top = artist.get_extent()
    (x0, y0), (x1, y1) = artist.axes.transData.transform([(left, bottom), (right, top)])
    box = artist.axes.bbox
    alpha = artist.get_alpha()
    return {
        "kind": "image",
        "box": [x0, height - y1, x1 - x0, y1 - y0],
        "smooth": artist.get_interpolation() not in ("nearest", "none"),
        "alpha": 1.0 if alpha is None else float(alpha),
        "pixels": list(artist.get_array().shape[1::-1]),
        "clip": [box.x0, height - box.y1, box.width, box.height],
    }
