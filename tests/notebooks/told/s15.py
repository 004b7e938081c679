"""The numbers of section 15: other activations."""

from functools import cache

import numpy as np

from lecture_lib.activations import Identity, ReLU, Sigmoid, Softplus
from lecture_lib.backprop import with_one
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.mixture import HIDDEN, LOSSES, mixture, stored_mixtures
from lecture_lib.experiments.one_hinge import ETA, UNITS, hinge, hinge_descent, hinge_mistakes
from lecture_lib.experiments.strokes import (
    ACTIVATIONS,
    HINGES,
    SAMPLES,
    TARGETS,
    Canvas,
    X,
    strokes,
)
from lecture_lib.experiments.upside_down import dice_starts, mistakes_of_lines
from lecture_lib.explorers import PaintExplorer
from lecture_lib.explorers.hinges.hinge import STEPS
from lecture_lib.explorers.hinges.paint import ETA as PAINT_ETA
from lecture_lib.explorers.hinges.paint import MOMENTUM
from lecture_lib.explorers.hinges.paint import STEPS as PAINT_STEPS
from lecture_lib.initialization import normal
from lecture_lib.losses import SquaredLoss
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum

MOUTH = load_faces("train").mouth


def highest():
    return (-5 + MOUTH).max()


def just_awake():
    """The faces with a slope at the first notch above −4, where the happiest is on the corner."""
    assert (MOUTH - 4).max() == 0
    assert hinge_mistakes("ReLU", -4.0, (0, 300)) == [20, 20]
    assert hinge_mistakes("ReLU", -3.75, (STEPS,)) == [3]
    return {2: "two"}[int((MOUTH > 3.75).sum())]


def ten_layers():
    """The option of P15.1: over x the output of ten layers with f(z) = z is a straight line."""
    network = Network((1, *[3] * 9, 1), (Identity(),) * 10)
    theta = np.random.default_rng(0).normal(size=(200, network.D))
    y = network.predict(theta, with_one(np.linspace(-3, 3, 61)[:, None]))
    assert np.abs(np.diff(y, 2)).max() < 1e-9 * np.abs(y).max()
    return 0


def where_it_was():
    """The option of P15.2: the dead ReLU has no slope, and stays."""
    assert (hinge("ReLU").gradient([-5.0, 1.0]) == 0).all()
    return 3 if (hinge_descent("ReLU", [-5.0], STEPS).thetas == [-5.0, 1.0]).all() else 2


def which_weights_move():
    """The option of P15.3; with the 0-1 loss none move at all."""
    starts = dice_starts(HIDDEN, range(200))
    first = (1 + 2) * HIDDEN
    slopes = mixture("step", "squared").gradient(starts)
    hidden, output = (slopes[:, :first] != 0).any(), (slopes[:, first:] != 0).any()
    assert (mixture("step", "0-1").gradient(starts) == 0).all()
    return {(True, True): 0, (True, False): 1, (False, True): 2, (False, False): 3}[hidden, output]


def slope(k, z):
    return float(Softplus(k).derivative(z))


def leak():
    assert hinge_mistakes("leaky ReLU", -5.0, (0, 200)) == [20, 10]
    return UNITS["leaky ReLU"].leak


def etas():
    return tuple(goal.eta for goal in LOSSES.values())


def found(activation, loss):
    return stored_mixtures()[activation, loss]


def wrong_with_steps():
    """The median of the faces wrong; it is the same for all losses that have a slope."""
    medians = {float(np.median(found("step", loss)[0])) for loss in (*LOSSES,)[:3]}
    (median,) = medians
    assert any((found("step", loss)[0] == 0).any() for loss in (*LOSSES,)[:3])
    return median


def dead():
    """ReLU networks with a dead unit, those of them without a face wrong; and both without one."""
    mistakes, units = found("ReLU", "squared of σ")
    some, right = units > 0, mistakes == 0
    return tuple(int(which.sum()) for which in (some, some & right, ~some, ~some & right))


def one_line_left():
    """ReLU networks with a single unit that is not dead."""
    mistakes, units = found("ReLU", "squared of σ")
    assert units.max() == HIDDEN - 1
    assert (mistakes[units == HIDDEN - 1] > 0).all()  # no network has all of its units dead
    return {6: "Six"}[int((units == HIDDEN - 1).sum())]


def of_a_line():
    wrong = found("identity", "squared")[0]
    assert len(wrong) == 200
    return int(wrong.min()), int(wrong.max())


@cache
def identity():
    """The loss from five of the six dice; the fourth diverges."""
    objective, start = mixture("identity", "squared"), dice_starts(HIDDEN, range(6))
    losses = descend(objective, start, GradientDescent(LOSSES["squared"].eta), 300).loss
    (diverged,) = np.flatnonzero(~(losses < 1))
    assert np.ptp(np.delete(losses, diverged)) < 0.001
    return int(diverged) + 1, float(losses[0])


@cache
def painted(target, activation="ReLU", first=1.0, corners=None):
    """The loss after the explorer's descent, and how many hinges are dead then."""
    canvas = Canvas(ACTIVATIONS[activation], TARGETS[target])
    state = PaintExplorer.corners.default_value, PaintExplorer.bends.default_value
    bends = np.array([first, *state[1][1:]])
    theta = strokes(corners or state[0], bends, 0.0)
    run = descend(canvas, theta, Momentum(PAINT_ETA, MOMENTUM), PAINT_STEPS)
    slopes = canvas.activation.derivative(canvas.network.forward(run.theta, X).scores[0])
    return float(run.loss), int((slopes == 0).all(axis=-2).sum()), run.theta


def level_alone():
    """From the right end all hinges are dead, and only the level moves."""
    corners = (2.0, 2.1, 2.2, 2.3)
    _, dead, theta = painted("bump", corners=corners)
    assert dead == HINGES
    moved = theta != strokes(corners, PaintExplorer.bends.default_value, 0.0)
    assert np.flatnonzero(moved).tolist() == [2 * HINGES]  # the bias of the output
    return PAINT_STEPS


def thrown():
    """How many hinges are turned round, with their corners left of all samples: they are dead."""
    loss, dead, theta = painted("bump", first=-3.0)
    b, w = theta[: 2 * HINGES].reshape(HINGES, 2).T
    assert ((w < 0) & (-b / w < SAMPLES.min())).sum() == dead
    return {3: "three"}[dead], loss


def bump():
    canvas = Canvas(ACTIVATIONS["ReLU"], TARGETS["bump"])
    assert canvas.value(strokes((-1, 0, 1, 2), np.array([1, -2, 1, 0]), 0.0)) < 1e-12
    ramps = np.maximum(0, SAMPLES[:, None] - [0.3, 0.8, 1.3]) @ [1, -2, 1]  # elsewhere, narrower
    assert (np.abs(ramps) > 1e-9).tolist() == (np.abs(SAMPLES - 0.8) < 0.5 - 1e-9).tolist()
    return 1, "−2", 1


def overflow():
    with np.errstate(over="ignore"):
        assert np.isfinite(np.exp(709.78))
        assert np.isinf(np.exp(709.79))
    assert np.log(1 + np.exp(-40.0)) == 0
    return 709.79


def woken():
    """Further up a unit may be off on all faces, and on again later; not in the first layer."""
    single = mixture("ReLU", "squared of σ")
    network = Network((2, 4, 4, 1), (ReLU(), ReLU(), Sigmoid()))
    objective = Objective(network, SquaredLoss(), single.X, single.y)
    start = [normal(network.D, np.random.default_rng(seed)).round(2) for seed in range(20)]
    run = descend(objective, np.array(start), GradientDescent(LOSSES["squared of σ"].eta), 30)
    first, second, _ = network.forward(run.thetas, objective.X).scores
    off = (first <= 0).all(axis=-2)
    assert off.any()
    assert (off[:-1] <= off[1:]).all()
    assert (second[[3, 8], 0, :, 2] > 0).any(axis=-1).tolist() == [False, True]
    return ()


def first_delta():
    """A ReLU that is on, and nothing at the output: weight times error."""
    y_hat = 0.2 + 1.1 * (0.1 + 0.8 * 0.5 + 0.6 * 1.5)
    return 1.1, y_hat - 1, 1.1 * (y_hat - 1), -0.3 + 0.5 * 0.5 - 0.9 * 1.5


TOLD = {
    "why": [("the mouths of the {} faces", lambda: len(MOUTH))],
    "instructions-hinge": [("The learning rate is {}.", lambda: ETA)],
    "wrong-intro": [("How many of the {} faces", lambda: len(MOUTH))],
    "answers-hinge": [
        ("the highest score of the {} faces is {:.0f}", lambda: (len(MOUTH), highest())),
        ("At −3.75 {} of the forty faces", just_awake),
        ("everywhere: {:.3f} at $z = -1$", lambda: slope(1.0, -1.0)),
        (r"is $\sigma(-16) = {:.1f}\cdot10^{{-7}}$", lambda: 1e7 * Sigmoid().value(-16.0)),
        ("on the left is {}, wakes", leak),
    ],
    "deeper-mix-intro": [(r"$\eta$ = {:g}, {:g}, {:g} and {:g}.", etas)],
    "answers-mix": [
        ("In the median {:.0f} of 48", wrong_with_steps),
        ("{0} of the 200 ReLU networks", lambda: dead()[0]),
        ("{} of these have no face wrong all the same; of the {} without, {}.", lambda: dead()[1:]),
        ("{} have only one unit left", one_line_left),
    ],
    "collapse-told": [
        ("from each of 200 starts {} or {} of 48", of_a_line),
        ("The best line has {} wrong", lambda: mistakes_of_lines(
            np.linspace(0, 2 * np.pi, 360, endpoint=False)).min()),
        ("Dice {} does not", lambda: identity()[0]),
        ("stays at {:.3f}", lambda: identity()[1]),
        (r"at $\eta = {}$", lambda: LOSSES["squared"].eta),
    ],
    "deeper-paint-intro": [
        ("at {} samples", lambda: len(SAMPLES)),
        ("It moves {} weights", lambda: 3 * HINGES + 1),
        (r"$\eta = {}$, $m = {}$", lambda: (PAINT_ETA, MOMENTUM)),
    ],
    "answers-paint": [
        ("with bends {}, {} and {}", bump),
        ("After {} steps its loss on the wave is {:.4f}", lambda: (
            PAINT_STEPS, painted("wave", "identity")[0])),
    ],
    "answers-descent": [
        ("it is at {:.4f} on the bump after {} steps", lambda: (painted("bump")[0], PAINT_STEPS)),
        ("at {:.4f} on the smile and at {:.4f} on the wave", lambda: (
            painted("smile")[0], painted("wave")[0])),
        ("is at {:.4f} on the wave", lambda: painted("wave", "soft plus, k = 4")[0]),
        ("{} of the four hinges", lambda: thrown()[0]),
        ("the loss is {:.4f} after {} steps", lambda: (thrown()[1], PAINT_STEPS)),
    ],
    "by-hand-told": [
        (r"${:g}\cdot{:.2f} = {:.3f}$", lambda: first_delta()[:3]),
        ("($z = {:.1f}$)", lambda: first_delta()[3]),
    ],
    "slide-says-overflow": [("From $z = {}$ on", overflow)],
    "take-away": [("Further up, the layers below may wake it", woken)],
    "functions-intro": [
        ("(softplus(−50) is {:.1f}·10⁻²²", lambda: 1e22 * float(Softplus().value(-50.0))),
    ],
    "P15.2": [
        ("After {} steps of descent with η = {} the", lambda: (STEPS, ETA)),
    ],
    "P15.4": [("After {} steps the painting", level_alone)],
}  # fmt: skip
HAPPENED = {
    "P15.1": ten_layers,
    "P15.2": where_it_was,
    "P15.3": which_weights_move,
    "P15.4": lambda: 0 if level_alone() else 3,
}
GIVEN = {
    "answers-hinge": "16",
    "idea": "2011",
    "learned-intro": "500",
    "answers-mix": "500",
    "collapse-told": "500",
    "code-intro": "2013",
    "functions-intro": "1000",
    "slide-says-overflow": "40",
    "take-away": "710",
    "instructions-paint": "0.0000",
}
