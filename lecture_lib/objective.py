"""The objective: a model, a loss and data, seen as one function of theta.

Every method takes theta of shape (..., D): leading axes are grid points or runs.

- ``predict``: what the model hands to the loss; ``example_losses``: the loss of each example; both
  (..., N). ``value``: their mean, shape (...).
- ``gradient``: of the mean, shape (..., D); ``example_gradients``: one for each example, whose mean
  it is, shape (..., N, D).
- ``wrong``: which examples are decided wrongly, shape (..., N); ``mistakes``: how many, shape
  (...).
- ``on(rows)``: the same objective on some of the examples, which is what a batch is.
"""

from dataclasses import dataclass
from functools import wraps
from math import prod
from types import SimpleNamespace
from typing import Any

import numpy as np

from lecture_lib import checks

BLOCK = 2**16  # estimates held at a time: half a megabyte per array


def _in_blocks(method):
    """Let a method take many thetas piece by piece: all at once they leave the cache."""

    @wraps(method)
    def through(self, theta):
        theta = checks.unmasked("theta", theta)
        if theta.ndim < 2 or (held := prod(theta.shape[:-1]) * self.y.size) <= BLOCK:
            return method(self, theta)
        theta = checks.numbers("theta", theta, finite=False)
        pieces = np.array_split(theta, min(-(-held // BLOCK), len(theta)))
        return np.concatenate([method(self, piece) for piece in pieces])

    return through


def _checked_once(method):
    """Leave out the checks that a theta of this type and shape has passed: a descent asks often."""

    @wraps(method)
    def through(self, theta):
        kind = theta.dtype, theta.shape, self.y.shape
        if kind in self._passed:
            return method(self._plain, theta)
        answer = method(self, theta)
        if theta.dtype == float:
            self._passed.add(kind)
        return answer

    return through


@dataclass(frozen=True, eq=False)
class Objective:
    """Mean loss L(theta) = 1/N Σ_n loss(model(theta, x_n), y_n) over the examples of X and y.

    Every method takes theta of shape (..., D), so that one call evaluates a whole grid of thetas,
    and raises ``ValueError`` for another shape. A theta that is not finite is not refused: its
    loss is not finite either unless unit or loss are bounded, which is how a divergence shows.

    Parameters
    ----------
    model : Linear or alike
        Has ``predict``, ``gradient``, ``example_gradients``, ``decide`` and ``check_labels``.
    loss : SquaredLoss or alike
        Has ``value`` and ``derivative``.
    X : array_like, shape (N, D)
        Examples in rows; column 0 is x_0 = 1 where there is a bias.
    y : array_like, shape (N,) or (N, K)
        Labels that the model can decide for: one-hot rows for softmax regression.

    Raises
    ------
    TypeError, ValueError
        If X or y are not finite numbers, their lengths differ, there are no examples, a label is
        none of the model's, model or loss lack a method, or the loss takes scores and the model
        gives estimates, or the other way round.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> objective = Objective(Linear(), SquaredLoss(), X=[[1, 0.0], [1, 2.0]], y=[-1, 1])
    >>> float(objective.value([0.0, 1.0])), objective.gradient([0.0, 1.0]).tolist()
    (0.5, [1.0, 1.0])

    Source: S11.2, S11.7 (slides 24, 25).
    """

    model: Any
    loss: Any
    X: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        needed = "predict", "gradient", "example_gradients", "decide", "check_labels"
        checks.able("model", self.model, *needed)
        checks.able("loss", self.loss, "value", "derivative")
        X = checks.numbers("X", self.X, ndim=2).copy()
        y = self.model.check_labels(self.y).copy()
        _check_partners(self.model, self.loss)
        if not X.size:
            raise ValueError(f"X must have at least one row and one column, got shape {X.shape}")
        if len(y) != len(X):
            raise ValueError(f"y must have one label per row of X, got {y.shape} and {X.shape}")
        if hasattr(self.loss.derivative, "formula"):
            self.loss.derivative(np.zeros(y.shape), y)  # refuses labels that it cannot judge
        model = checks.unguarded(self.model, "predict", "gradient")
        self.__dict__["_passed"] = set()
        self._hold(X, y, model, checks.unguarded(self.loss, "derivative"))

    @property
    def N(self):
        """Number of examples."""
        return self.X.shape[0]

    @property
    def D(self):
        """Number of columns of X."""
        return self.X.shape[1]

    @np.errstate(under="ignore")  # what is too small for a float is 0
    def predict(self, theta):
        """What the model hands to the loss, shape (..., N): estimates y_hat, or the scores.

        Logistic and softmax regression hand over scores, the latter in shape (..., N, K).
        """
        return self.model.predict(theta, self.X)

    @_in_blocks
    @np.errstate(under="ignore")
    def value(self, theta):
        """Mean loss, shape (...)."""
        return self.loss.value(self.predict(theta), self.y).mean(axis=-1)

    @_in_blocks
    @_checked_once
    @np.errstate(under="ignore")
    def gradient(self, theta):
        """Gradient of the mean loss, shape (..., D)."""
        slope = self.loss.derivative(self.model.predict(theta, self.X), self.y)
        return self.model.gradient(theta, self.X, slope)

    @np.errstate(under="ignore")
    def example_losses(self, theta):
        """Loss of each example, shape (..., N); their mean is ``value``."""
        return self.loss.value(self.predict(theta), self.y)

    @np.errstate(under="ignore")
    def example_gradients(self, theta):
        """Gradient of each example's loss, shape (..., N, D); their mean is ``gradient``."""
        slope = self.loss.derivative(self.predict(theta), self.y)
        return self.model.example_gradients(theta, self.X, slope)

    def wrong(self, theta):
        """Whether each example is decided wrongly, shape (..., N)."""
        return self._differ(self.model.decide(self.predict(theta)))

    @_in_blocks
    def mistakes(self, theta):
        """Number of examples decided wrongly, shape (...); NaN where an estimate is NaN."""
        answers = self.model.decide(self.predict(theta))
        count = self._differ(answers).sum(axis=-1)
        lost = np.isnan(answers).any(axis=tuple(range(-self.y.ndim, 0)))
        return np.where(lost, np.nan, count) if lost.any() else count

    def _hold(self, X, y, model, loss):
        """Keep data that are checked, and the same beside formulas without guards."""
        X.flags.writeable = y.flags.writeable = False
        self.__dict__.update(X=X, y=y, _plain=SimpleNamespace(X=X, y=y, model=model, loss=loss))

    def _differ(self, answers):
        apart = answers != self.y  # NaN, which is no answer, is never right
        return apart.any(axis=-1) if self.y.ndim == 2 else apart

    def on(self, rows):
        """Give the same objective on some of the examples: that is what a batch is.

        Parameters
        ----------
        rows : array_like of int, shape (B,)
            Row indices from 0 to N - 1; a row that comes twice counts twice.

        Returns
        -------
        Objective

        Raises
        ------
        TypeError, ValueError
            If the rows are not whole numbers, none are given, or one does not exist.

        Source: S6 (slides 12-14).
        """
        rows = checks.unmasked("rows", rows)
        if rows.ndim != 1 or not rows.size:
            raise ValueError(f"rows must be a list of row indices, got {rows}")
        rows = checks.whole_numbers("rows", rows, 0, self.N - 1)
        # Rows of checked data need no second check: a run makes one batch per step.
        batch = object.__new__(Objective)
        batch.__dict__.update(vars(self))
        batch._hold(self.X[rows], self.y[rows], self._plain.model, self._plain.loss)
        return batch


def _check_partners(model, loss):
    """Refuse a loss of scores for a model that gives estimates, and the other way round.

    The sigmoid or softmax would be taken twice, or never. Who says nothing is not asked.
    """
    gives, takes = (getattr(x, n, ()) for x, n in ((model, "gives"), (loss, "takes")))
    names = type(model).__name__, type(loss).__name__
    if gives and takes and not set(gives) & set(takes):
        use = f"use {getattr(model, 'partner', '')}"
        if "scores" in takes:
            use = f"use {loss.partner} as the model, or Identity() as a network's last activation"
        told = f"{names[0]} gives {gives[0]} and {names[1]} takes {takes[0]}"
        raise ValueError(f"loss must take what the model gives, but {told}: {use}")
    last = [getattr(model, "activation", None), *getattr(model, "activations", ())][-1]
    if last is not None and hasattr(loss, "threshold"):
        low, tie, high = last.value([-1e3, 0.0, 1e3])
        if loss.threshold <= low < tie or loss.threshold >= high:
            expected = f"threshold must be above {low:g} and below {high:g}, as are the estimates"
            raise ValueError(f"{expected} of {names[0]}, got {loss.threshold:g}: try {tie:g}")
