"""A face from two numbers."""

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Slide, notches, to_notches, within
from lecture_lib.explorers.views.picture import Picture, notched_handle
from lecture_lib.pictures.crowd import plane_axes
from lecture_lib.pictures.faces import brow_lines, draw_face, draw_faces, mouth_curve
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

SCALE = (0.0, 4.0)
NOTCH = 0.05
VALUES = notches(*SCALE, NOTCH)
NEIGHBOURS = 5
TEMPLATE = (
    "mouth {mouth:.2f} ({smile}), brow {brow:.2f} ({lift}). Of the {neighbours} faces most like it,"
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

    LABEL = "A face drawn from its mouth and brow scores, and its place among the 40 faces"

    mouth = Slide(3.0, VALUES, "mouth score", "", within, low=SCALE[0], high=SCALE[1])
    brow = Slide(2.5, VALUES, "brow score", "", within, low=SCALE[0], high=SCALE[1])

    def prepare(self):
        """Load the faces."""
        self.data = load_faces("train")

    def draw(self):
        """Return the picture."""
        return FacePicture(self.data)

    def show(self, mouths):
        """Show the face for some mouth scores."""
        scores = np.array([[[mouth, self.brow]] for mouth in mouths])
        tracks = self.picture.tracks(scores)
        self.stage.show(tracks, self._say(scores), self.picture.handles(tracks))

    def _say(self, scores):
        distance = np.linalg.norm(scores - self.data.features, axis=-1)  # (takes, N)
        nearest = np.argsort(distance, axis=-1, kind="stable")[:, :NEIGHBOURS]
        mouth, brow = np.moveaxis(scores, -1, 0)
        return say(
            TEMPLATE,
            mouth=mouth,
            brow=brow,
            smile=np.array(SMILES)[np.digitize(mouth, (1.75, 2.25))],
            lift=np.array(LIFTS)[np.digitize(brow, (1.75, 2.25))],
            neighbours=NEIGHBOURS,
            happy=(self.data.labels[nearest] > 0).sum(axis=-1, keepdims=True),
        )

    def dragged(self, name, x, y):
        """Give the face the scores of the place."""
        mouth, brow = to_notches([x, y], *SCALE, NOTCH)
        self.set(mouth=mouth, brow=brow)


class FacePicture(Picture):
    """The large face, and the plane of all faces."""

    def __init__(self, faces):
        super().__init__(panels=2)
        large, plane = self.panels
        self.face = draw_face(self.axes(large, "One face"), 2, 2, 1, moving=True)
        self.face.head.set(facecolor=LIGHT.paper)  # nobody has said yet what it is
        self.face.head.set_edgecolor(LIGHT.ink)
        self.face.eyes.set_facecolor(LIGHT.ink)
        for stroke in (self.face.brows, self.face.mouth):
            stroke.set_color(LIGHT.ink)
        self.plane = self.axes(plane, "All 40 faces", "mouth", "brow")
        plane_axes(self.plane)
        draw_faces(self.plane, faces.mouth, faces.brow, faces.mouth, faces.brow, faces.labels)
        self.point = draw_line(self.plane, "point")

    def tracks(self, scores):
        """Return where everything is, for scores (takes, 1, 2) of mouth and brow."""
        return {
            self.face.mouth: Track(mouth_curve(scores[..., 0])),
            self.face.brows: Track(brow_lines(scores[..., 1])),
            self.point: Track(scores[:, :, None]),
        }

    def handles(self, tracks):
        """Return what can be dragged: the point in the plane."""
        name, label, place = "face", "This face among the others", tracks[self.point]
        return [notched_handle(name, label, self.plane, place, NOTCH, coarse=2)]
