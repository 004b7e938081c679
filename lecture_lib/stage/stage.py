"""A matplotlib figure whose parts the browser moves."""

from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

import anywidget
import ipywidgets
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.image import AxesImage
from traitlets import Bool, Bytes, Dict, Enum, Float, Instance, Int, List, Unicode

from lecture_lib.stage.controls import Slider
from lecture_lib.stage.layers import layers_of
from lecture_lib.stage.pack import Pack, in_pixels
from lecture_lib.stage.readout import Readout
from lecture_lib.stage.sheets import draw_sheets, moving_artists, png, render_moving
from lecture_lib.stage.track import Track, common_extent, instant, pose

HERE = Path(__file__).parent
# one module, in this order
SCRIPTS = ("kernel.js", "keys.js", "paint.js", "motion.js", "parts.js", "stage.js")
ANYWHERE = Track(np.ones((1, 1, 2, 2)))
DENSITY = 2  # sheet pixels per CSS pixel: sharp on a dense screen
ELSEWHERE = b"elsewhere"  # in the place of a sheet that is not drawn here


class Stage(anywidget.AnyWidget):
    """Show a figure; move its animated artists in the browser.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn once, without its artists that are `set_animated(True)`.
    label : str
        What the picture is, for screen readers.
    panels : list of (x, y, width, height), optional
        How the figure is cut, in CSS pixels from its top left corner, so that its parts wrap on
        a narrow page.
    hand : Slider, optional
        Its position is the take that is shown. Without it there is one take.

    Raises
    ------
    ValueError
        If a static artist lies between moving ones.

    Notes
    -----
    Two indices say what is seen: the take, which of several alternatives, and the frame, which
    step. The data of all takes and frames are in the page, so that neither needs the kernel.
    As long as `draws` is false, what stands still is not drawn: a page may have it from elsewhere.
    """

    draws = True

    _esm = "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    _css = (HERE / "stage.css").read_text("utf-8")  # not the file: see controls.py

    scene = Dict().tag(sync=True)
    data = Bytes().tag(sync=True)
    under = Bytes().tag(sync=True)
    over = Bytes().tag(sync=True)
    hand = Instance(Slider, allow_none=True).tag(sync=True, **ipywidgets.widget_serialization)
    frame = Int(0).tag(sync=True, echo_update=False)  # an echo would undo what the page did since
    eager = Bool(False).tag(sync=True)  # whether the first move of the hand sets it going
    speed = Float(30).tag(sync=True)
    speeds = List([5, 15, 30, 60]).tag(sync=True)
    position = List().tag(sync=True, echo_update=False)
    presses = Dict().tag(sync=True, echo_update=False)  # of each key, so that none gets lost
    theme = Enum(["light", "dark"], "light").tag(sync=True)
    error = Unicode().tag(sync=True)

    def __init__(self, figure, *, label, panels=None, hand=None):
        self.label = label
        self.size = np.asarray(figure.get_size_inches()) * figure.dpi
        self.panels = [[float(v) for v in panel] for panel in panels or [(0, 0, *self.size)]]
        self.tracks, self.handles, self.readout = {}, (), Readout()
        self.takes = self.frames = 1
        self._sheets, self._sizes = WeakKeyDictionary(), WeakKeyDictionary()
        self.seen = False  # by somebody, when that was asked last
        super().__init__(hand=hand)
        self.on_msg(self._hear)
        self.put(figure)

    def put(self, figure, unchanged=False):
        """Take another figure of the same size; `show` must follow if it has moving artists.

        What stands still in an ``unchanged`` one has not changed since it was here: if the theme is
        still that one, it is not drawn again. ``ValueError`` if the size differs, or a static
        artist lies between moving ones.
        """
        size = np.asarray(figure.get_size_inches()) * figure.dpi
        if not np.allclose(size, self.size):
            raise ValueError(f"figure must be {self.size} CSS pixels large, got {size}")
        if not isinstance(figure.canvas, FigureCanvasAgg):
            FigureCanvasAgg(figure)
        if figure.get_layout_engine():  # made once: it must not differ from sheet to sheet
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
        self.figure, self.moving, self.tracks = figure, moving_artists(figure), {}
        for artist in self.moving:
            artist.set_snap(False)  # the browser does not snap to pixels either
            if isinstance(artist, PathCollection):
                self._sizes.setdefault(artist, artist.get_sizes())
        theme, *sheets = self._sheets.get(figure, (None,))
        if unchanged and theme == self.theme:
            with self.hold_sync():
                self._styles = {}
                self.under, self.over = sheets
        else:
            self.redraw()

    @property
    def take(self):
        """Which take is shown."""
        return min(self.hand.index, self.takes - 1) if self.hand else 0

    def show(self, tracks, readout, handles=(), steps=None):
        """Give every moving artist its data, in one message.

        Parameters
        ----------
        tracks : dict of artist to Track
            Where each moving artist is, per take and frame.
        readout : Readout
            What is said, per take and frame.
        handles : sequence of Handle
            What can be dragged or pressed.
        steps : sequence of int, optional
            The number that each frame is called by; 0, 1, 2 … where it is not given.

        Raises
        ------
        ValueError
            If a moving artist has no track, a number of takes or frames is neither 1 nor that
            of the others, or the data would take more than 8 MiB.
        TypeError
            If a moving artist is of a kind that a stage cannot move.
        """
        if set(tracks) != set(self.moving):
            wrong = [type(artist).__name__ for artist in set(tracks) ^ set(self.moving)]
            raise ValueError(f"tracks must hold the moving artists and no others, check {wrong}")
        parts = [(type(artist).__name__, track.extent()) for artist, track in tracks.items()]
        parts += [(f"handle {handle.name!r}", handle.track.extent()) for handle in handles]
        parts += [(f"values[{name!r}]", np.shape(table)) for name, table in readout.values.items()]
        self.takes, self.frames = common_extent(parts)
        self.steps = list(range(self.frames) if steps is None else steps)
        if len(self.steps) != self.frames:
            raise ValueError(f"steps must name {self.frames} frames, got {len(self.steps)}")
        self.tracks, self.readout, self.handles = dict(tracks), readout, tuple(handles)
        with self.hold_sync():
            self.frame = min(self.frame, self.frames - 1)
            self._publish()
        self.pose()

    def seek(self, frame):
        """Show a frame, wherever the page is by now: of its last steps it may not have told yet."""
        self.frame = frame
        self.send({"seek": frame})

    def ask_whether_seen(self):
        """Ask the pages whether they show this: `seen` is true once one of them says so."""
        self.seen = False
        self.send({"seen": True})

    def _hear(self, _, told, buffers):
        self.seen = self.seen or told == {"seen": True}

    def redraw(self):
        """Draw what stands still, and read the style of what moves, again: for a new theme, say."""
        self._styles = {}
        with self.hold_sync():
            if self.draws:
                self.under, self.over = draw_sheets(self.figure, DENSITY)
                self._sheets[self.figure] = (self.theme, self.under, self.over)
            else:
                self.under = self.over = ELSEWHERE
            if self.tracks:
                self._publish()

    def pose(self, take=None, frame=None):
        """Give the artists the data of one instant, the shown one by default."""
        take = self.take if take is None else take
        frame = self.frame if frame is None else frame
        for artist, track in self.tracks.items():
            pose(artist, track, take, frame)
            if track.scales is not None:
                sizes = self._sizes[artist] * instant(track.scales, take, frame) ** 2
                artist.set_sizes(sizes)

    def picture(self, take=None, frame=None, density=DENSITY, colours=None):
        """Return the whole figure at one instant, drawn by matplotlib alone, as PNG bytes."""
        return self.film([frame], take, density, colours)

    def film(self, frames, take=None, density=DENSITY, colours=None):
        """Return the whole figure at several frames, one below the other, as PNG bytes."""
        poses = [partial(self.pose, take, frame) for frame in frames]
        return png(np.concatenate(render_moving(self.figure, density, poses)), colours)

    def sentence(self, take=None, frame=None):
        """Return what is said at one instant."""
        take = self.take if take is None else take
        return self.readout.sentence(take, self.frame if frame is None else frame)

    def on_drag(self, callback):
        """Call `callback(name, x, y)` in data coordinates whenever a handle is moved."""

        def moved(change):
            name, x, y = change["new"]
            handle = next(handle for handle in self.handles if handle.name == name)
            inverse = handle.axes.transData.inverted()
            callback(name, *map(float, inverse.transform((x, self.size[1] - y))))

        self.observe(moved, "position")

    def on_press(self, callback):
        """Call `callback(name)` for every press of a key among the handles."""

        def pressed(change):
            for name, count in change["new"].items():
                for _ in range(count - change["old"].get(name, 0)):
                    callback(name)

        self.observe(pressed, "presses")

    def close(self):
        """Forget the data: a closed widget that an output still names must not hold megabytes."""
        super().close()
        self.figure = None
        self.tracks, self.handles, self.moving = {}, (), []
        self.scene, self.data, self.under, self.over = {}, b"", b"", b""

    def _publish(self):
        pack = Pack()
        layers = [layer for artist in self.moving for layer in self._layers(artist, pack)]
        handles = [self._handle(handle, pack) for handle in self.handles]
        values = {name: pack.add(table) for name, table in self.readout.values.items()}
        digits = {name: self.readout.digits.get(name, 0) for name in values}
        words = {name: list(texts) for name, texts in self.readout.words.items()}
        told = ("label", "panels", "takes", "frames", "steps")
        scene = {name: getattr(self, name) for name in told} | {
            "size": self.size.tolist(),
            "layers": layers,
            "handles": handles,
            "readout": {
                "template": self.readout.template,
                "values": values,
                "digits": digits,
                "words": words,
            },
        }
        self.scene, self.data = scene, pack.bytes()

    def _layers(self, artist, pack):
        track = self.tracks[artist]
        refs = {"points": pack.add(self._placed(artist, track))}
        if track.shown is not None:
            refs["shown"] = pack.add(np.packbits(track.shown, axis=-1, bitorder="little"))
        if track.scales is not None:
            refs["scales"] = pack.add(track.scales)
        common = {"tracks": refs, "mode": track.mode, "panel": self._panel(artist.axes)}
        return [layer | common for layer in self._style(artist, track)]

    def _style(self, artist, track):
        """How an artist looks; read once, as it takes longer than to place all its points."""
        if isinstance(artist, AxesImage):
            pose(artist, track, 0, 0)
            return layers_of(artist, self.size, self.figure.dpi)
        if artist not in self._styles:
            if artist in self._sizes:
                artist.set_sizes(self._sizes[artist])
            pose(artist, ANYWHERE, 0, 0)  # where it is seen, it tells its style
            self._styles[artist] = layers_of(artist, self.size, self.figure.dpi)
        return self._styles[artist]

    def _placed(self, artist, track):
        if isinstance(artist, AxesImage):
            return track.points[:, :, ::-1] if artist.origin == "lower" else track.points
        transform = getattr(artist, "get_offset_transform", artist.get_transform)()
        return in_pixels(transform, track.points, self.size)

    def _handle(self, handle, pack):
        box = handle.axes.bbox
        points = in_pixels(handle.axes.transData, handle.track.points, self.size)
        told = ("name", "label", "part", "step", "fine", "pressed")
        return {name: getattr(handle, name) for name in told} | {
            "limits": [box.x0, self.size[1] - box.y1, box.width, box.height],
            "panel": self._panel(handle.axes),
            "mode": handle.track.mode,
            "tracks": {"points": pack.add(points)},
        }

    def _panel(self, axes):
        box = axes.bbox
        x, y = (box.x0 + box.x1) / 2, self.size[1] - (box.y0 + box.y1) / 2
        for index, (left, top, width, height) in enumerate(self.panels):
            if left <= x <= left + width and top <= y <= top + height:
                return index
        raise ValueError(f"panels must cover every axes with moving artists, got {self.panels}")
