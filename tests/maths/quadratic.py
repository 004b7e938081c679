"""The objective of many golden cases: a parabola in any number of dimensions."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Quadratic:
    """½ thetaᵀ A theta - bᵀ theta: ``descend`` needs no more than a value and a gradient."""

    A: list
    b: list

    def value(self, theta):
        return 0.5 * np.sum(theta @ np.array(self.A) * theta, axis=-1) - theta @ np.array(self.b)

    def gradient(self, theta):
        return theta @ np.array(self.A) - self.b

    @property
    def lowest(self):
        return np.linalg.solve(self.A, self.b)
