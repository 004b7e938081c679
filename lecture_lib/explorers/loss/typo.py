"""The missing decimal point: one face typed wrongly, and what two losses make of it."""

from dataclasses import replace

import numpy as np

from lecture_lib.activations import Sigmoid
from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.optima import cross_entropy_optima, squared_optima
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, Slide, within
from lecture_lib.explorers.views.crowd import CrowdView
from lecture_lib.explorers.views.picture import NOWHERE, Picture, over
from lecture_lib.losses import SquaredLoss
from lecture_lib.pictures.crowd import mark_batch, swarm
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.line import line_over_mouth
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track, say

ROW = 22  # the face with the mouth score 4.00
RANGE = (4.0, 40.0)
VALUES = tuple(0.5 * n for n in range(8, 81))
HINT = "What is typed for a face whose mouth score is 4.0"
LABELS = {"happy": 1.0, "sad": -1.0}
TEMPLATE = (
    "Mouth 4.0, typed as {typed:.1f}, {said}. Line: threshold {line:.3f}, {line_wrong} of {faces}"
    " faces wrong. Sigmoid: threshold {sigmoid:.3f}, {sigmoid_wrong} wrong. {why}"
)
CLEAN = "All scores are as they should be."
TOO_RIGHT = (
    "The line of the clean data would answer ŷ = {y_hat:.2f} here: too right, at a loss of"
    " {cost:.1f}. To the sigmoid this face costs {cross:.4f}."
)
SURE = (
    "This face is wrong and sure, and no loss forgives that: left as they were, the line would pay"
    " {cost:.1f} and the sigmoid {cross:.1f}."
)
WIDE = (-2.0, 43.0)
HEIGHTS = (-2.4, 4.4)
SMALL = 11  # CSS pixels: a head seen from afar
CURVE = 121  # points of the sigmoid


class TypoExplorer(Explorer):
    """Type one score wrongly and fit a line and a sigmoid unit anew, each to its lowest loss.

    The faces are drawn, and mistakes counted, with the score that was meant.

    Parameters
    ----------
    typed : float
        What is typed for the mouth score 4.0, within 4 and 40.
    label : {"happy", "sad"}
        What that face is said to be; it is happy.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S9.4 (slide 19), E9.2; erratum 36.
    """

    LABEL = "All scores with one typed wrongly; a line and a sigmoid unit among the faces"
    DRAWN_FOR = ("label",)

    typed = Slide(4.0, VALUES, "typed for 4.0", HINT, within, low=RANGE[0], high=RANGE[1])
    label = Pick("happy", LABELS, "said to be")

    @property
    def model(self):
        """The line over the faces, one of which is said to be happy or sad."""
        return self.models[self.label]

    def prepare(self):
        """Load the faces, with either label of the one."""
        self.models = {label: model_of(label) for label in LABELS}
        self.clean = self.models["happy"]

    def draw(self):
        """Return the picture for the present label."""
        return TypoPicture(self.model, self.clean.optimum)

    def show(self, values):
        """Fit both units to some typed scores."""
        typed = np.array(values)
        lines, sigmoids = fits(self.model, typed)
        tracks = self.picture.tracks(typed, lines, sigmoids)
        self.stage.show(tracks, self._say(typed, lines, sigmoids))

    def _say(self, typed, lines, sigmoids):
        objective, y = self.model.objective, LABELS[self.label]
        _, clean = fits(self.clean, np.array(RANGE[:1]))
        y_hat, z = (w[0] + w[1] * typed for w in (self.clean.optimum, clean[0]))
        why = np.where(typed > RANGE[0], TOO_RIGHT, CLEAN) if self.label == "happy" else SURE
        told = {
            "typed": typed,
            "line": -lines[:, 0] / lines[:, 1],
            "line_wrong": objective.mistakes(lines),
            "faces": objective.N,
            "sigmoid": -sigmoids[:, 0] / sigmoids[:, 1],
            "sigmoid_wrong": objective.mistakes(sigmoids),
            "why": why,
            "y_hat": y_hat,
            "cost": SquaredLoss().value(y_hat[:, None], [y])[:, 0],
            "cross": np.logaddexp(0, -y * z),
        }
        columns = {name: np.reshape(value, (-1, 1)) for name, value in told.items()}
        return say(TEMPLATE, said=self.label, **columns)


def model_of(label):
    """The line over the faces, one of which is said to be happy or sad."""
    faces = load_faces("train")
    labels = faces.labels.copy()
    labels[ROW] = LABELS[label]
    return face_models(replace(faces, labels=labels))["raw"]


def fits(model, typed):
    """The best weights of both units for each typed score, (takes, 2) each."""
    X = np.tile(model.objective.X, (len(typed), 1, 1))
    X[:, ROW, 1] = typed
    y = model.objective.y
    return squared_optima(X, y), cross_entropy_optima(X, (y + 1) / 2)


class SigmoidCrowdView(CrowdView):
    """The faces under a sigmoid unit: ŷ from 0 at the sad faces to 1 at the happy ones."""

    def __init__(self, figure, box, model, title):
        super().__init__(figure, box, model, title=title)
        self.ax.set_yticklabels(("0", "½", "1"))

    def _segment(self, weights):
        b, mouth, _ = np.moveaxis(weights[..., None], -2, 0)
        x = np.linspace(*self.box[:2], CURVE)
        y_hat = Sigmoid().value(b + mouth * x)
        return over(x, 2 * y_hat - 1)


class TypoPicture(Picture):
    """All scores as they are typed, with the line; the line and the sigmoid among the faces.

    Parameters
    ----------
    model : FaceModel
        Of the faces as they are.
    line : array (2,)
        The best line of these faces.
    """

    def __init__(self, model, line):
        super().__init__()
        afar, near, curved = self.panels
        self.wide = self.axes(afar, "What the computer reads", "mouth, as typed", model.formula)
        self._draw_afar(model.faces)
        self.linear = CrowdView(self.figure, near, model, title="Line, squared loss")
        sigmoid = replace(model, formula="ŷ = σ(w₀ + w₁·mouth)")
        title = "Sigmoid, cross entropy"
        self.sigmoid = SigmoidCrowdView(self.figure, curved, sigmoid, title=title)
        for ax in (self.wide, self.linear.ax):
            draw_line(ax, "other curve", line_over_mouth(line, ax.get_xlim()))
        self.line = draw_line(self.wide, "line")
        self.error = draw_line(self.wide, "drop")
        self.head = self._draw_head(model.faces)
        self.ring = mark_batch(self.wide, NOWHERE, size=2 * SMALL, moving=True)

    def tracks(self, typed, lines, sigmoids):
        """Return where everything is, for typed scores (takes,) and the best weights (takes, 2)."""
        faces = self.linear.model.faces
        rows = (np.arange(len(faces)) == ROW)[None, None]
        y_hat = lines[:, 0] + lines[:, 1] * typed
        label = np.full_like(typed, faces.labels[ROW])
        error = over(typed[:, None], np.column_stack([label, y_hat]))  # (takes, 2, 2)
        spot = error[:, None, :1]
        head = np.repeat(spot, len(self.head.get_offsets()), axis=2)
        return {
            **self.linear.tracks(lines[:, None], rows),
            **self.sigmoid.tracks(sigmoids[:, None], rows),
            self.line: Track(line_over_mouth(lines, WIDE)[:, None]),
            self.error: Track(error[:, None]),
            self.head: Track(head),
            self.ring: Track(spot),
        }

    def _draw_afar(self, faces):
        """All faces but the one that is typed wrongly, small."""
        self.wide.set(xlim=WIDE, ylim=HEIGHTS, xticks=range(0, 41, 10))
        self.wide.set_yticks(range(-1, 5), ("−1", "0", "+1", "2", "3", "4"))
        draw_line(self.wide, "reference", [(WIDE[0], 0), (WIDE[1], 0)])
        rest = np.arange(len(faces)) != ROW
        heights = swarm(faces.mouth, faces.labels, spacing=0.25)
        parts = (faces.mouth, heights, faces.mouth, faces.brow, faces.labels)
        draw_faces(self.wide, *(part[rest] for part in parts), size=SMALL)

    def _draw_head(self, faces):
        """The face that is typed wrongly, which moves."""
        parts = (faces.mouth, faces.labels, faces.mouth, faces.brow, faces.labels)
        one = [part[[ROW]] for part in parts]
        head = draw_faces(self.wide, *one, size=2 * SMALL)
        head.set(animated=True, zorder=6)
        return head
