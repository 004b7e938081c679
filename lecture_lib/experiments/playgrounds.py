"""Playgrounds: landscapes without data, over any number of parameters or two.

Each has ``value(theta)``, shape (...), and ``gradient(theta)``, shape (..., D), for theta of shape
(..., D), which is all that ``descend`` asks for; some have the second derivatives too,
``hessian(theta)``, shape (..., D, D). A theta that is not finite is not refused: that is how a
divergence shows. What else is not as described raises ``TypeError`` or ``ValueError``.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class AbsoluteValue:
    """A valley with a crease: Σ_d c_d |θ_d|. One weight of 1 makes it |θ|.

    On the crease θ_d = 0 the slope jumps from -c_d to c_d and every number in between is a
    subgradient. Minus a subgradient need not go downhill: from (1, 0) on |x| + 2|y|, against the
    subgradient (1, 2), the height is 1 + 3t.

    Parameters
    ----------
    weights : tuple of float
        c, one positive number per parameter.
    at_crease : float
        Which subgradient is given at θ_d = 0, as a part of c_d from -1 to 1.

    Examples
    --------
    >>> AbsoluteValue().gradient([[-3.0], [0.0], [2.0]]).tolist()
    [[-1.0], [0.0], [1.0]]

    Source: S2.6 (slides 5, 19), erratum 8.
    """

    weights: tuple[float, ...] = (1.0,)
    at_crease: float = 0.0

    def __post_init__(self):
        weights = checks.positive("weights", self.weights, ndim=1)
        at_crease = float(checks.numbers("at_crease", self.at_crease, ndim=0))
        if abs(at_crease) > 1:
            raise ValueError(f"at_crease must be from -1 to 1, got {at_crease}")
        object.__setattr__(self, "weights", tuple(weights.tolist()))
        object.__setattr__(self, "at_crease", at_crease)

    def value(self, theta):
        """Height at theta."""
        return np.abs(checks.points("theta", theta, len(self.weights))) @ np.array(self.weights)

    def gradient(self, theta):
        """A subgradient at theta: the gradient where there is one."""
        theta = checks.points("theta", theta, len(self.weights))
        return np.where(theta == 0, self.at_crease, np.sign(theta)) * self.weights


@dataclass(frozen=True)
class Ravine:
    """A bowl with its axes along the parameters: ½ Σ_d λ_d θ_d². One curvature makes a parabola.

    Descent acts on each axis alone, by the factor 1 - η λ_d per step.

    Parameters
    ----------
    curvatures : tuple of float
        λ, one positive number per parameter.

    Examples
    --------
    >>> Ravine((1.0, 30.0)).gradient([1.0, 1.0]).tolist()
    [1.0, 30.0]

    Source: E7.1, E8.2 (slides 15, 16).
    """

    curvatures: tuple[float, ...]

    def __post_init__(self):
        curvatures = checks.positive("curvatures", self.curvatures, ndim=1)
        object.__setattr__(self, "curvatures", tuple(curvatures.tolist()))

    def value(self, theta):
        """Height at theta."""
        theta = checks.points("theta", theta, len(self.curvatures))
        return 0.5 * (theta**2 @ np.array(self.curvatures))

    def gradient(self, theta):
        """λ_d θ_d."""
        return checks.points("theta", theta, len(self.curvatures)) * self.curvatures

    def hessian(self, theta):
        """The curvatures on the diagonal, the same at every theta."""
        shape = checks.points("theta", theta, len(self.curvatures)).shape
        return np.broadcast_to(np.diag(self.curvatures), (*shape, shape[-1]))


@dataclass(frozen=True)
class Rosenbrock:
    """Rosenbrock's banana valley: (1 - x)² + 100 (y - x²)², lowest at (1, 1) with 0.

    Examples
    --------
    >>> Rosenbrock().value([-1.2, 1.0]).round(6).item()
    24.2

    Source: E8.4 (slide 17); Rosenbrock 1960.
    """

    def value(self, theta):
        """Height at theta."""
        x, y = np.moveaxis(checks.points("theta", theta, 2), -1, 0)
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    def gradient(self, theta):
        """(-2 (1 - x) - 400 x (y - x²), 200 (y - x²))."""
        x, y = np.moveaxis(checks.points("theta", theta, 2), -1, 0)
        off = y - x**2  # how far from the floor of the valley
        return np.stack([-2 * (1 - x) - 400 * x * off, 200 * off], axis=-1)

    def hessian(self, theta):
        """Second derivatives; not positive definite where y > x² + 1/200."""
        x, y = np.moveaxis(checks.points("theta", theta, 2), -1, 0)
        mixed = -400 * x
        rows = [[2 - 400 * (y - 3 * x**2), mixed], [mixed, np.full_like(x, 200.0)]]
        return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


@dataclass(frozen=True)
class Pinch:
    """Two slopes at the origin, and no continuity: x² y / (x⁴ + y²), and 0 at (0, 0).

    Along every straight line through the origin the height goes to 0 there, and both partial
    derivatives are 0. Along the parabola y = x² the height is ½ all the way: the partial
    derivatives exist, the gradient they seem to make says nothing about the ground nearby.

    Examples
    --------
    >>> Pinch().gradient([0.0, 0.0]) == 0
    array([ True,  True])
    >>> Pinch().value([[0.1, 0.01], [1e-9, 1e-18]]).tolist()  # ever nearer, on y = x²
    [0.5, 0.5]

    Source: S2.5, E2.4 (slide 5), erratum 7.
    """

    def value(self, theta):
        """Height at theta."""
        _, square, y, _ = self._parts(theta)
        return square * y / (square**2 + y**2)

    def gradient(self, theta):
        """(2xy (y² - x⁴), x² (x⁴ - y²)) / (x⁴ + y²)²; at the origin (0, 0)."""
        x, square, y, size = self._parts(theta)
        change = (square**2 - y**2) / (square**2 + y**2) ** 2 / size
        return np.stack([-2 * x * y * change, square * change], axis=-1)

    def _parts(self, theta):
        """Return x; x² and y over the larger of the two, as only their ratio counts; and that."""
        x, y = np.moveaxis(checks.points("theta", theta, 2), -1, 0)
        square = x**2
        size = np.maximum(square, np.abs(y))
        origin = size == 0
        size = np.where(origin, 1.0, size)
        return x, np.where(origin, 0.0, square / size), np.where(origin, 1.0, y / size), size
