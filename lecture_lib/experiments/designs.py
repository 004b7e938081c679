"""Four task cards, and networks of any design trained on them.

``name`` is that of a task, one of ``TASKS``. ``value`` and ``gradient`` are as in `objective`.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from lecture_lib import backprop, checks
from lecture_lib.activations import Identity, ReLU
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.last_layer import LastLayer
from lecture_lib.experiments.moods import MOODS, moods
from lecture_lib.experiments.shown_steps import shown_steps
from lecture_lib.features import centred
from lecture_lib.initialization import he
from lecture_lib.network import Network
from lecture_lib.optimizers import GradientDescent

STEPS, FRAMES = 300, 28
TOLD = (10, 30, 100)  # steps that the text speaks of
HIDDEN = 8  # ReLU units, where there is a hidden layer
SEED = 5  # of its start
WEIGHTS = (0.0, 0.2, 0.5, 0.8, 1.0)  # of the second loss


class Task(NamedTuple):
    """What is to be learned."""

    name: str
    inputs: tuple
    outputs: tuple
    X: np.ndarray  # (N, 1 + inputs)
    y: np.ndarray  # (N, K): one-hot, 0 or 1, or ratings
    strength: np.ndarray | None  # (N,): a second thing to be learned, by an output of its own
    eta: float  # a learning rate that suits it


TWO, FOUR, RATING, BOTH = TASKS = ("two moods", "four moods", "how happy, 0 to 4", "mood, strength")


@cache
def task(name):
    """Return one of the four cards.

    "how happy" is made up from the scores of the forty faces, ¾ mouth + ¼ brow; "strength" is how
    far a mood's face is from the straight one, the root of bend² + raise².

    Raises
    ------
    ValueError
        If the name is none of TASKS.
    """
    checks.one_of("name", name, TASKS)
    if name in (TWO, RATING):
        faces = load_faces("train")
        X, scores = centred(2)(faces.features), faces.scores("mouth", "brow")
        if name == TWO:
            y = (faces.labels[:, None] + 1) / 2
            return Task(name, ("mouth", "brow"), ("happy",), X, y, None, 0.5)
        return Task(name, ("mouth", "brow"), ("rating",), X, scores @ [[0.75], [0.25]], None, 0.1)
    objective = moods()
    strength = np.hypot(*objective.X[:, 1:].T) if name == BOTH else None
    eta = 0.5 if name == BOTH else 1.0
    return Task(name, ("bend", "raise"), MOODS, objective.X, objective.y, strength, eta)


@dataclass(frozen=True, eq=False)
class Design:
    """A network for a task, as `descend` wants it: the mean loss of theta and its gradient."""

    task: Task
    last: LastLayer
    hidden: int  # ReLU units in front of the last layer, 0 for none
    w: np.ndarray  # how much the loss of the strength counts, 0 to 1; the other one counts 1 - w

    @property
    def network(self):
        """The layers; the last one hands over scores, as the loss has the activation inside."""
        outputs = self.task.y.shape[1] + (self.task.strength is not None)
        sizes = (len(self.task.inputs), *[self.hidden] * bool(self.hidden), outputs)
        return Network(sizes, (*[ReLU()] * bool(self.hidden), Identity()))

    def start(self):
        """Return where training begins: 0, or dice where a hidden layer would stay equal."""
        if not self.hidden:
            return np.zeros(self.network.D)
        first, last = self.network.shapes
        return self.network.theta([he(first, np.random.default_rng(SEED)), np.zeros(last)])

    def scores(self, theta):
        """Return the scores of the classes (..., N, K), and the estimated strength or None."""
        return self._split(self._forward(theta).outputs[-1])

    def value(self, theta):
        """Mean loss, shape (...)."""
        a, s = self.scores(theta)
        loss = self.last.value(a, self.task.y)
        if s is not None:
            loss = (1 - self.w) * loss + self.w * 0.5 * (s - self.task.strength) ** 2
        return loss.mean(axis=-1)

    def gradient(self, theta):
        """Gradient of the mean loss, by backpropagation; two losses send back the sum of both."""
        passed = self._forward(theta)
        a, s = self._split(passed.outputs[-1])
        slope = self.last.derivative(a, self.task.y)
        if s is not None:
            second = np.asarray(self.w) * (s - self.task.strength)
            slope = (1 - np.asarray(self.w)[..., None]) * slope
            slope = np.concatenate([slope, second[..., None]], axis=-1)
        weights, activations = self.network.weights(theta), self.network.activations
        return self.network.theta(backprop.backward(weights, activations, passed, slope).gradients)

    def _forward(self, theta):
        return self.network.forward(theta, self.task.X)

    def _split(self, outputs):
        K = self.task.y.shape[1]
        return outputs[..., :K], None if self.task.strength is None else outputs[..., K]


class Trained(NamedTuple):
    """What a design answers at each step shown."""

    answers: np.ndarray  # (takes, frames, N, K)
    strengths: np.ndarray | None  # (takes, frames, N)
    losses: np.ndarray  # (takes, frames)


def fault(name, activation, loss):
    """Return why a design cannot be trained at all: "", "no shares" or "labels"."""
    if loss == "cross entropy" and activation == "none":
        return "no shares"
    return "labels" if loss == "cross entropy" and name == RATING else ""


def steps():
    """Return the steps that are shown."""
    return np.union1d(shown_steps(STEPS, FRAMES), TOLD)


@cache
def train_design(name, activation, loss, hidden):
    """Train a design on a task; with two losses, once for each of WEIGHTS side by side.

    Parameters
    ----------
    activation, loss : str
        As in LastLayer.
    hidden : int
        ReLU units in front of the last layer, 0 for none.

    Source: S18.6 (slides 54, 55), E18.2.
    """
    w = np.array(WEIGHTS)[:, None] if name == BOTH else np.zeros((1, 1))
    design = Design(task(name), LastLayer(activation, loss), hidden, w)
    start = np.tile(design.start(), (len(w), 1))
    run = descend(design, start, GradientDescent(design.task.eta), STEPS)
    kept = steps()
    a, strengths = design.scores(run.thetas[kept])
    turned = None if strengths is None else strengths.swapaxes(0, 1)
    trained = Trained(design.last.answers(a).swapaxes(0, 1), turned, run.losses[kept].T)
    for array in (trained.answers, trained.strengths):
        if array is not None:
            array.flags.writeable = False  # it is kept for whoever asks again
    return trained


def mistakes(name, answers):
    """Return which examples get the wrong class, bool (..., N): the highest, or above ½, wins.

    A rating has no class to be mistaken.
    """
    y = task(name).y
    if name == RATING:
        return np.zeros(answers.shape[:-1], bool)
    if name == TWO:
        return (answers[..., 0] > 0.5) != (y[:, 0] > 0.5)
    return answers.argmax(axis=-1) != y.argmax(axis=-1)


def goals(name, run):
    """Return what counts: the number of mistakes, and how far numbers are off on average.

    Parameters
    ----------
    run : Trained

    Returns
    -------
    wrong, error : array (takes, frames)

    Source: S18.6 (slides 54, 55), E18.2.
    """
    wrong = mistakes(name, run.answers)
    truth, answer = task(name).y[:, 0], run.answers[..., 0]
    if run.strengths is not None:
        truth, answer = task(name).strength, run.strengths
    return wrong.sum(axis=-1), np.abs(answer - truth).mean(axis=-1)
