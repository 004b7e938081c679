"""A learner's gradient in the place of an objective's: asked kindly, and measured.

``value`` and ``gradient`` are as in `objective`.
"""

import numpy as np

from lecture_lib.gradient_check import numerical_gradient

SAME = 1e-6  # relative: the slopes of a bowl are measured to far better


class Driver:
    """What descends: the loss is the objective's, the gradient a function's, times 1 or -1.

    The function takes X, y and w. If there is none, or it returns nothing at first, the objective's
    own gradient stands in. One that raises, or returns something that is no gradient, is not asked
    again; from there on nothing moves, and `fault` says why.
    """

    def __init__(self, function, objective, sign):
        self.function, self.objective, self.sign = function, objective, sign
        self.fault, self.uphill = "", sign < 0

    def value(self, theta):
        """The loss of thetas (..., D), as it is."""
        return self.objective.value(theta)

    def gradient(self, theta):
        """What drives at thetas (..., D)."""
        theta = np.asarray(theta)
        if self.function is None:
            return self.sign * self.objective.gradient(theta)
        rows = [self._ask(w) for w in theta.reshape(-1, theta.shape[-1])]
        return self.sign * np.reshape(rows, theta.shape)

    def introduce(self, start):
        """Ask for the first time, and say who drives and what the measured slopes say to it."""
        if self.function is None:
            return "The library's own gradient drives."
        start = np.array(start)
        own = self._ask(start, first=True)
        if self.function is None:
            return "Your function returns nothing yet; until it does, the library's drives."
        measured = numerical_gradient(self.objective.value, start)
        self.uphill = self.sign * (own @ measured) < 0
        return f"Your gradient drives: {_compared(own, measured)}"

    @np.errstate(all="ignore")
    def _ask(self, w, first=False):
        if self.fault:
            return np.zeros_like(w)
        X, y = self.objective.X.copy(), self.objective.y.copy()
        try:
            answer = self.function(X, y, w.copy())
        except Exception as error:
            return self._stop(w, f"stopped with {type(error).__name__}: {error}")
        if answer is None and first:
            self.function = None
            return np.zeros_like(w)
        try:
            slopes = np.asarray(answer, dtype=float)
        except (TypeError, ValueError):
            return self._stop(w, f"returned {answer!r:.40}, which is not made of numbers")
        if slopes.shape != w.shape:
            wanted = f"one slope per weight has the shape {w.shape}"
            return self._stop(w, f"returned the shape {slopes.shape}; {wanted}")
        if not np.isfinite(slopes).all():
            return self._stop(w, "returned slopes that are not finite")
        return slopes

    def _stop(self, w, what):
        said = " ".join(what.split()).rstrip(".").translate({ord("{"): "(", ord("}"): ")"})
        self.fault = f"Your function {said}. From there on nothing moves."
        return np.zeros_like(w)


def _compared(own, measured):
    """Say how a gradient stands to the slopes that were measured by nudges."""
    size, length = np.linalg.norm(measured), np.linalg.norm(own)
    if np.linalg.norm(own - measured) <= SAME * max(size, length):
        return "it is what nudges measure."
    if length == 0 or size == 0:
        return f"it is {'' if length == 0 else 'not '}zero, but nudges measure something else."
    factor = own @ measured / size**2
    if np.linalg.norm(own - factor * measured) <= SAME * length:
        if factor < 0:
            return "its sign is opposite to what nudges measure."
        return f"it is {factor:.3g} times what nudges measure."
    angle = np.degrees(np.arccos(np.clip(own @ measured / size / length, -1, 1)))
    return f"it points {angle:.0f}° away from what nudges measure."
