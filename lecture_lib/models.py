"""Models: from parameters theta and examples X to estimates y_hat, and the way back.

A model is a value with five methods; theta has shape (..., D), where leading axes are grid points
or runs, and X has shape (N, D).

- ``predict(theta, X)``: what the loss is given, here the estimates ŷ of shape (..., N).
- ``gradient(theta, X, slope)``: the gradient of the mean loss, shape (..., D), from slope =
  ∂L_n/∂ŷ_n of shape (..., N): 1/N Σ_n slope_n ∂ŷ_n/∂theta.
- ``example_gradients(theta, X, slope)``: that of each example's own loss, shape (..., N, D).
- ``decide(y_hat)``: the answers, as labels, in the shape of y_hat. A tie, which is also what only
  rounding tells from one (``labels.TIE``), counts as sad. NaN is no answer, and stays NaN.
- ``check_labels(y)``: the labels as an array, if they are the model's.

``gives`` says what ``predict`` gives: "estimates", or "scores" that wait for a sigmoid or softmax.

Shapes that do not fit and labels of another code raise ``ValueError``, what is no number
``TypeError``.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from lecture_lib import checks
from lecture_lib.activations import Sigmoid, Step
from lecture_lib.labels import check_two, decide_two


def _theta_and_rows(theta, X):
    X = checks.numbers("X", X, finite=False)
    theta = checks.numbers("theta", theta, finite=False)
    if X.ndim != 2 or theta.shape[-1:] != X.shape[1:]:
        shapes = f"got shape {theta.shape} for {X.shape}"
        raise ValueError(f"theta must be of shape (..., D) for X of shape (N, D), {shapes}")
    return theta, X


def _slope_and_rows(theta, X, slope):
    slope = checks.numbers("slope", slope, finite=False)
    X = checks.numbers("X", X, ndim=2, finite=False)
    if slope.shape[-1:] != X.shape[:1]:
        raise ValueError(f"slope must be (..., N) for X (N, D), got {slope.shape}, {X.shape}")
    return theta, X, slope


@dataclass(frozen=True)
class Linear:
    """The linear unit ŷ = wᵀx, with w = theta and x_0 = 1 in column 0 of X.

    It answers with any real number. To decide, its sign is taken: happy (+1) if 0 < ŷ, else
    sad (-1), so that a tie counts as sad (``numpy.sign`` would answer 0). A tie is also what only
    rounding tells from 0 (``labels.TIE``). The labels it can be right about are therefore ±1.

    Examples
    --------
    >>> Linear().predict([-1.5, 0.75], [[1, 1.0], [1, 3.0]]).tolist()
    [-0.75, 0.75]

    Source: S11.3 (slide 24), S10.4 (slide 21).
    """

    gives: ClassVar[tuple[str, ...]] = ("estimates",)
    labels: ClassVar[tuple[float, float]] = (-1.0, 1.0)  # sad and happy
    tie: ClassVar[float] = 0.0  # the estimate where the one turns into the other

    @checks.guarded_by(_theta_and_rows)
    def predict(self, theta, X):
        """ŷ_n = Σ_d theta_d X_nd."""
        return theta @ X.T

    @checks.guarded_by(_slope_and_rows)
    def gradient(self, theta, X, slope):
        """Gradient of the mean loss by the chain rule: 1/N Σ_n slope_n x_n, as ∂ŷ_n/∂theta = x_n.

        Source: S12 (slides 30-32).
        """
        return slope @ X / len(X)

    @checks.guarded_by(_slope_and_rows)
    def example_gradients(self, theta, X, slope):
        """Gradient of each example's own loss: slope_n x_n.

        Source: S12 (slides 30, 31).
        """
        return slope[..., None] * X

    def decide(self, y_hat):
        """Turn estimates into answers: happy above the tie, else sad; here +1 if 0 < ŷ, else -1.

        Examples
        --------
        >>> Linear().decide([2.0, 0.0, -0.5]).tolist()
        [1.0, -1.0, -1.0]

        Source: S10.4 (slide 21), erratum 45.
        """
        return decide_two(y_hat, *self.labels, tie=self.tie)

    def check_labels(self, y):
        """Refuse labels that the unit cannot decide for."""
        return check_two(y, *self.labels)


class _Unit(Linear):
    """A linear score z = wᵀx with an activation f behind it: ŷ = f(z)."""

    activation: ClassVar[Any]

    def predict(self, theta, X):
        """ŷ_n = f(Σ_d theta_d X_nd), shape (..., N)."""
        return self.activation.value(super().predict(theta, X))

    @checks.guarded_by(_slope_and_rows)
    def gradient(self, theta, X, slope):
        """Gradient of the mean loss, 1/N Σ_n slope_n f′(z_n) x_n, shape (..., D)."""
        return super().gradient(theta, X, self._to_score(theta, X, slope))

    @checks.guarded_by(_slope_and_rows)
    def example_gradients(self, theta, X, slope):
        """Gradient of each example's own loss, slope_n f′(z_n) x_n, shape (..., N, D)."""
        return super().example_gradients(theta, X, self._to_score(theta, X, slope))

    def _to_score(self, theta, X, slope):
        """∂L/∂z = ∂L/∂ŷ · f′(z)."""
        return slope * self.activation.derivative(super().predict(theta, X))


@dataclass(frozen=True)
class Perceptron(_Unit):
    """The perceptron ŷ = h(x): +1 if 0 < wᵀx, else -1, so that a tie is sad.

    A linear unit with a step behind it. Its gradient is 0 for every loss: descent stands still
    wherever it starts. Labels are -1 and +1. Methods and shapes are those of ``Linear``.

    Examples
    --------
    >>> Perceptron().predict([-1.5, 0.75], [[1, 1.0], [1, 2.0], [1, 3.0]]).tolist()
    [-1.0, -1.0, 1.0]

    Source: S10.4, S13.2 (slides 21, 34), errata 37, 45.
    """

    activation: ClassVar[Any] = Step()


@dataclass(frozen=True)
class SigmoidUnit(_Unit):
    """The sigmoid unit ŷ = σ(wᵀx), from 0 to 1; happy if ŷ > ½.

    For losses of the estimate, such as the squared loss, which then is no bowl any more (erratum
    79). Its cross entropy is taken from the score: ``LogisticRegression`` is the same unit for
    that. Methods and shapes are those of ``Linear``.

    Parameters
    ----------
    labels : tuple of float
        Sad and happy: (0, 1), which the unit can reach. The slides' (-1, 1) it cannot: every sad
        face costs at least ½ for ever (erratum 43).

    Raises
    ------
    ValueError
        If the labels are neither (0, 1) nor (-1, 1).

    Examples
    --------
    >>> SigmoidUnit().predict([-20.0, 10.0], [[1, 1.0], [1, 2.0], [1, 3.0]]).round(4).tolist()
    [0.0, 0.5, 1.0]

    Source: S13.4, S13.9 (slides 34, 36), errata 43, 56.
    """

    labels: tuple[float, float] = (0.0, 1.0)
    tie: ClassVar[float] = 0.5
    activation: ClassVar[Any] = Sigmoid()

    def __post_init__(self):
        if not isinstance(self.labels, tuple) or self.labels not in ((0, 1), (-1, 1)):
            raise ValueError(f"labels must be (0, 1) or (-1, 1), got {self.labels!r}")
