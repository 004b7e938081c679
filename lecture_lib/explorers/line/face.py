"""A face from two numbers."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.explorers.explorer import Explorer, State, bind, key, to_notches, within
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.crowd import plane_axes
from lecture_lib.pictures.faces import brow_lines, draw_face, draw_faces, mouth_curve
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Handle, Readout, Slider, Stage, Track

SCALE = (0.0, 4.0)
NOTCH = 0.05
VALUES = np.round(np.arange(SCALE[0], SCALE[1] + NOTCH / 2, NOTCH), 2).tolist()
NEIGHBOURS = 5
LABEL = "A face drawn from its mouth and brow scores, and its place among the 40 faces"
TEMPLATE = (
    "mouth {mouth} ({smile}), brow {brow} ({lift}). Of the {neighbours} faces most like it,"
    " {happy} were called happy."
)
SMILES = ("a frown", "nearly straight", "a smile")
LIFTS = ("worried", "nearly level", "raised")


class FaceExplorer(Explorer):
    """Set the two scores of a face, see it drawn, and where it stands among the others.

    Parameters
    ----------
    mouth : float
        0 deep frown, 2 straight, 4 grin.
    brow : float
        0 worried, 2 level, 4 raised.

    Raises
    ------
    TypeError, ValueError
        If a score is not within 0 and 4; the message names it.

    Source: S11.5 (slide 25).
    """

    mouth = State(3.0, within, *SCALE)
    brow = State(2.5, within, *SCALE)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.data = load_faces("train")
        mouth, brow = Slider(label="mouth score", at_rest=True), Slider(label="brow score")
        self.mouths = bind(self, "mouth", mouth, VALUES, "{:g}".format)
        bind(self, "brow", brow, VALUES, "{:g}".format)
        self.picture = FacePicture(self.data)
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=mouth)
        self.stage.on_drag(self._dragged)
        return [mouth, brow, key("reset", self.reset), self.stage]

    def refresh(self, changed):
        """Show the face for every mouth score."""
        scores = np.array([[[mouth, self.brow]] for mouth in self.mouths])
        tracks = self.picture.tracks(scores)
        self.stage.show(tracks, self._readout(scores), self.picture.handles(tracks))

    def _readout(self, scores):
        distance = np.linalg.norm(scores - self.data.features, axis=-1)  # (takes, N)
        nearest = np.argsort(distance, axis=-1, kind="stable")[:, :NEIGHBOURS]
        mouth, brow = np.moveaxis(scores, -1, 0)
        return Readout(
            TEMPLATE,
            values={
                "mouth": mouth,
                "brow": brow,
                "smile": np.digitize(mouth, (1.75, 2.25)),
                "lift": np.digitize(brow, (1.75, 2.25)),
                "neighbours": np.full((1, 1), NEIGHBOURS),
                "happy": (self.data.labels[nearest] > 0).sum(axis=-1, keepdims=True),
            },
            digits={"mouth": 2, "brow": 2},
            words={"smile": SMILES, "lift": LIFTS},
        )

    def _dragged(self, name, x, y):
        mouth, brow = to_notches([x, y], *SCALE, NOTCH)
        self.set(mouth=mouth, brow=brow)


class FacePicture(Picture):
    """The large face, and the plane of all faces.

    Parameters
    ----------
    faces : Faces
    """

    def __init__(self, faces):
        super().__init__(panels=2)
        large, plane = self.panels
        self.large = new_axes(self.figure, large, title="One face")
        self.face = draw_face(self.large, 2, 2, 1, moving=True)
        self.face.head.set(facecolor=LIGHT.paper)  # nobody has said yet what it is
        self.face.head.set_edgecolor(LIGHT.ink)
        self.face.eyes.set_facecolor(LIGHT.ink)
        for stroke in (self.face.brows, self.face.mouth):
            stroke.set_color(LIGHT.ink)
        self.plane = new_axes(
            self.figure, plane, title="All 40 faces", xlabel="mouth", ylabel="brow"
        )
        plane_axes(self.plane)
        draw_faces(self.plane, faces.mouth, faces.brow, faces.mouth, faces.brow, faces.labels)
        self.point = draw_line(self.plane, "point", NOWHERE, moving=True)

    def tracks(self, scores):
        """Return where everything is, for scores (takes, 1, 2) of mouth and brow."""
        return {
            self.face.mouth: Track(mouth_curve(scores[..., 0])),
            self.face.brows: Track(brow_lines(scores[..., 1])),
            self.point: Track(scores[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point in the plane."""
        notch = NOTCH * float(pixels_per_unit(self.plane)[0])
        name, label, place = "face", "This face among the others", tracks[self.point]
        return [Handle(name, label, self.plane, place, step=2 * notch, fine=notch)]
