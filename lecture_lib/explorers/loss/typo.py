"""The missing decimal point: one face typed wrongly, and what two losses make of it."""

from dataclasses import replace

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.optima import cross_entropy_optima, squared_optima
from lecture_lib.explorers.declared import Explorer, Pick, Slide
from lecture_lib.explorers.explorer import within
from lecture_lib.explorers.loss.typo_picture import TypoPicture
from lecture_lib.losses import SquaredLoss
from lecture_lib.stage import Readout

ROW = 22  # the face with the mouth score 4.00
RANGE = (4.0, 40.0)
VALUES = tuple(0.5 * n for n in range(8, 81))
HINT = "What is typed for a face whose mouth score is 4.0"
LABELS = {"happy": 1.0, "sad": -1.0}
TEMPLATE = (
    "Mouth 4.0, typed as {typed}, {said}. Line: threshold {line}, {line_wrong} of {faces} faces "
    "wrong. Sigmoid: threshold {sigmoid}, {sigmoid_wrong} wrong. {why}"
)
CLEAN = "All scores are as they should be."
WHYS = {
    "happy": "The line of the clean data would answer ŷ = {y_hat} here: too right, at a loss of "
    "{cost}. To the sigmoid this face costs {cross}.",
    "sad": "This face is wrong and sure, and no loss forgives that: left as they were, the line "
    "would pay {cost} and the sigmoid {cross}.",
}


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
        self.models = {label: _model(label) for label in LABELS}
        self.clean = self.models["happy"]

    def draw(self):
        """Return the picture for the present label."""
        return TypoPicture(self.model, ROW, self.clean.optimum)

    def show(self, values):
        """Fit both units to some typed scores."""
        typed = np.array(values)
        fits = _fits(self.model, typed)
        self.stage.show(self.picture.tracks(typed, *fits), self._readout(typed, *fits))

    def _readout(self, typed, lines, sigmoids):
        objective, y = self.model.objective, LABELS[self.label]
        y_hat = self.clean.optimum[0] + self.clean.optimum[1] * typed
        (z0, z1), *_ = _fits(self.clean, np.array(RANGE[:1]))[1]
        told = {
            "typed": typed,
            "said": 0,
            "line": -lines[:, 0] / lines[:, 1],
            "line_wrong": objective.mistakes(lines),
            "faces": objective.N,
            "sigmoid": -sigmoids[:, 0] / sigmoids[:, 1],
            "sigmoid_wrong": objective.mistakes(sigmoids),
            "why": (typed > RANGE[0]) | (self.label == "sad"),
            "y_hat": y_hat,
            "cost": SquaredLoss().value(y_hat[:, None], [y])[:, 0],
            "cross": np.logaddexp(0, -y * (z0 + z1 * typed)),
        }
        return Readout(
            TEMPLATE,
            values={name: np.reshape(value, (-1, 1)) for name, value in told.items()},
            digits={"typed": 1, "line": 3, "sigmoid": 3, "y_hat": 2, "cost": 1}
            | {"cross": 4 if self.label == "happy" else 1},
            words={"said": (self.label,), "why": (CLEAN, WHYS[self.label])},
        )


def _model(label):
    """The line over the faces, one of which is said to be happy or sad."""
    faces = load_faces("train")
    labels = faces.labels.copy()
    labels[ROW] = LABELS[label]
    return face_models(replace(faces, labels=labels))["raw"]


def _fits(model, typed):
    """The best weights of both units for each typed score, (takes, 2) each."""
    X = np.tile(model.objective.X, (len(typed), 1, 1))
    X[:, ROW, 1] = typed
    y = model.objective.y
    return squared_optima(X, y), cross_entropy_optima(X, (y + 1) / 2)
