"""Three descents that a small gradient is to stop: in a bowl, from a plateau, towards infinity."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.upside_down import ETA, upside_down
from lecture_lib.initialization import stored, zeros
from lecture_lib.losses import ZeroOneLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

LOWEST_OF_GRINS = 1.434  # where the deeper valley of the grins lies


@dataclass(frozen=True)
class Case:
    """A descent, and what its end is to be judged by."""

    name: str  # what its key says
    objective: Any
    start: np.ndarray  # (D,)
    eta: float
    steps: int
    norms: tuple[float, float]  # what is shown of the gradient's length: low, high
    losses: tuple[float, float]  # and of the loss


def bowl():
    """The squared loss of the 40 faces, from (1.5, 1)."""
    objective = face_models(load_faces("train"))["raw"].objective
    start = np.array([1.5, 1.0])
    return Case("face bowl", objective, start, 0.3, 230, (1e-7, 30), (0.1, 10))


def plateau():
    """One line among the 24 grins, from θ = -1, where the curve is all but flat."""
    curve = grins(load_faces("grins"))
    return Case("grins plateau", curve, np.array([-1.0]), 1.0, 2244, (1e-7, 1), (0.05, 0.4))


def stuck():
    """Make the descent of a 2-2-1 network that sinks towards a loss of 1/16 for ever, a Case.

    Source: S5.2 (slide 11), erratum 22.
    """
    start = stored("stuck 1/16")
    return Case("stuck network", upside_down(), start, ETA, 3000, (1e-7, 1), (0.04, 0.25))


CASES = {"bowl": bowl, "plateau": plateau, "stuck": stuck}


@cache  # the network takes a while, and every explorer of a notebook wants the same
def record(key):
    """Descend in one of CASES; return the run, and the length of the gradient at every step."""
    case = CASES[key]()
    run = descend(case.objective, case.start, GradientDescent(case.eta), case.steps)
    norms = np.linalg.norm(case.objective.gradient(run.thetas), axis=-1)
    norms.flags.writeable = False
    return run, norms


def verdict(key, case, run, stop):
    """Say what a rule has stopped at: in which of CASES, on which run and at which step."""
    theta, loss = run.thetas[stop], run.losses[stop]
    if key == "bowl":
        best = face_models(load_faces("train"))["raw"].optimum
        return f"at distance {np.linalg.norm(theta - best):.6f} from the minimum"
    if key == "plateau":
        lowest = float(case.objective.value([LOWEST_OF_GRINS]))
        if loss - lowest < 1e-3:
            return f"at θ = {theta[0]:.3f}, in the deeper valley".replace("-", "−")
        return f"on a plateau: loss {loss:.4f}, and the valley has {lowest:.4f}"
    size = np.linalg.norm(theta)
    return (
        f"at no minimum: the weights are {size:.1f} long and keep growing, the loss is {loss:.4f}"
    )


def flat_places():
    """Collect places at which the gradient is all but zero.

    Returns
    -------
    list of (str, Objective or alike, array (D,))
        What it is, the loss, and where.

    Source: S5.2 (slide 11), erratum 22.
    """
    line, curve, network = (make().objective for make in CASES.values())
    best = face_models(load_faces("train"))["raw"].optimum
    count = Objective(Linear(), ZeroOneLoss(), line.X, line.y)
    return [
        ("bowl, the best line: minimum", line, best),
        ("grins, θ = 2.297: maximum", curve, np.array([2.2971])),
        ("grins, θ = −2: plateau", curve, np.array([-2.0])),
        ("network, all weights 0: saddle", network, zeros(network.model.D)),
        ("counting mistakes, (1.5, 1): flat everywhere", count, np.array([1.5, 1.0])),
    ]
