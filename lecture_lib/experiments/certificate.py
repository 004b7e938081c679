"""Four ends of a descent, about which one may ask: is this the global minimum?"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.upside_down import ETA, upside_down
from lecture_lib.initialization import stored
from lecture_lib.optimizers import GradientDescent

NETWORK_STEPS = 2000
DIRECTIONS = 12
POINTS = 1440  # at which the loss is measured, in all directions together
SEED = 4


@dataclass(frozen=True, eq=False)
class End:
    """Where a descent has ended, and what is known about its loss."""

    objective: Any  # or what else has a value and a gradient
    theta: np.ndarray  # (D,)
    convex: bool
    directions: np.ndarray  # which ways to look, (K, D), of length 1
    top: float  # the highest loss that is shown

    def profiles(self, reach):
        """Return the loss along each direction, (R, K, points), from -reach to reach (R,)."""
        part = np.linspace(-1, 1, POINTS // len(self.directions) + 1)
        along = part * np.reshape(reach, (-1, 1, 1))
        return self.objective.value(self.theta + along[..., None] * self.directions[:, None])


@cache
def ends():
    """Return the four ends by their names."""
    bowl = face_models(load_faces("train"))["raw"]
    turn = np.linspace(0, np.pi, DIRECTIONS, endpoint=False)
    round_about = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    curve = grins(load_faces("grins"))
    right = descend(curve, [2.6], GradientDescent(1.0), 1000).theta
    networks = upside_down()
    start = np.stack([stored("fast"), stored("stuck 1/16")])
    solved, stuck = descend(networks, start, GradientDescent(ETA), NETWORK_STEPS).theta
    return {
        "face bowl": End(bowl.objective, bowl.optimum, True, round_about, 3.0),
        "grins": End(curve, right, False, np.ones((1, 1)), 0.3),
        "network, solved": End(networks, solved, False, _ways(stuck - solved), 0.3),
        "network, stuck": End(networks, stuck, False, _ways(solved - stuck), 0.3),
    }


def _ways(first):
    """One given direction and some at random, all of length 1."""
    more = np.random.default_rng(SEED).normal(size=(DIRECTIONS - 1, len(first)))
    ways = np.concatenate([first[None], more])
    return ways / np.linalg.norm(ways, axis=-1, keepdims=True)
