"""How long a descent takes to arrive, for many learning rates and momenta at once.

``X``, shape (N, D), holds the examples in rows and ``y``, shape (N,), their targets; where steps
are counted, no direction of the bowl may be flat. ``theta0``, shape (D,), is the start, ``eta``,
shape (...), positive learning rates, ``tolerance`` a positive height above L*. What is not as
described raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

import itertools

import numpy as np

from lecture_lib import checks, theory
from lecture_lib.descent import walk
from lecture_lib.experiments.playgrounds import Ravine
from lecture_lib.optimizers import Momentum, Nesterov


def axis_coordinates(X, y, theta):
    """Where theta lies, seen from the bottom of the bowl, along the bowl's own axes: Qᵀ (θ - w*).

    There the squared loss of a linear unit is a sum of parabolas, L(θ) - L* = ½ Σ λ_d c_d², and the
    c_d descend independently of each other.

    Parameters
    ----------
    theta : array_like, shape (..., D)

    Returns
    -------
    ndarray, shape (..., D)
        In the order of ``theory.curvatures``.

    Examples
    --------
    >>> c = axis_coordinates([[1, 0.0], [1, 2.0]], [-1, 1], [1.0, 1.0])
    >>> float(np.hypot(*c).round(6))
    2.0

    Source: S7 (slide 15).
    """
    bottom = theory.optimum(X, y)
    axes = np.linalg.eigh(theory.hessian(X))[1]
    return (checks.points("theta", theta, len(bottom)) - bottom) @ axes


@np.errstate(all="ignore")  # a run that diverges overflows on its way
def steps_to_arrive(X, y, theta0, eta, m=0.0, *, nesterov=False, tolerance=1e-6, most=4000):
    """Count the steps until L(θ) - L* < tolerance, on the squared loss of a linear unit.

    The same as descending and asking ``Run.first_below``, but nothing is recorded and the walk is
    along the bowl's own axes: a thousand pairs of η and m take a fraction of a second.

    Parameters
    ----------
    m : float or array_like, shape (...)
        Momenta, at least 0 and below 1.
    nesterov : bool
        Whether the gradient is measured ahead.
    most : int
        How many steps are tried.

    Returns
    -------
    int, or ndarray of int, shape (...)
        -1 for runs that do not arrive within ``most`` steps.

    Examples
    --------
    >>> X, y = [[1, 0.0], [1, 4.0]], [-1, 1]
    >>> steps_to_arrive(X, y, [1.0, 1.0], eta=[0.1, 0.2, 0.3]).tolist()
    [142, 69, -1]

    Source: S7, S8 (slides 15, 16), E7.2, E8.2.
    """
    eta, m = checks.together(eta=checks.positive("eta", eta), m=checks.fraction("m", m))
    method = Nesterov if checks.flag("nesterov", nesterov) else Momentum
    tolerance = checks.positive("tolerance", tolerance, ndim=0)
    most, ravine = checks.count("most", most, low=0), Ravine(tuple(_steep_everywhere(X)))
    start = axis_coordinates(X, y, checks.numbers("theta0", theta0, ndim=1))
    start = np.broadcast_to(start, (*eta.shape, len(start)))
    arrived = np.where(ravine.value(start) < tolerance, 0, -1)
    path = walk(ravine, start, method(eta[..., None], m[..., None]))
    for step, (theta, _) in enumerate(itertools.islice(path, most), start=1):
        arrived[(arrived < 0) & (ravine.value(theta) < tolerance)] = step
    return arrived[()]


@np.errstate(all="ignore")  # what is far below the tolerance may underflow
def predicted_steps(X, y, theta0, eta, *, tolerance=1e-6):
    """What theory says of ``steps_to_arrive`` for plain descent, without taking a step.

    Along each axis of the bowl a step multiplies the error by 1 - ηλ_d. So after t steps L - L* = ½
    Σ λ_d c_d² (1 - ηλ_d)^(2t), which falls with t for each η below 2 / λ_max.

    Returns
    -------
    int, or ndarray of int, shape (...)
        -1 where descent does not converge.

    Examples
    --------
    >>> X, y = [[1, 0.0], [1, 4.0]], [-1, 1]
    >>> predicted_steps(X, y, [1.0, 1.0], eta=[0.1, 0.2, 0.3]).tolist()
    [142, 69, -1]

    Source: S7 (slide 15), E7.2.
    """
    eta, curvatures = checks.positive("eta", eta), _steep_everywhere(X)
    tolerance = checks.positive("tolerance", tolerance, ndim=0)
    start = axis_coordinates(X, y, checks.numbers("theta0", theta0, ndim=1))
    heights = 0.5 * curvatures * start**2
    factor = abs(theory.step_factors(curvatures, np.asarray(eta)[..., None])[..., 0])
    converges = (factor < 1).all(axis=-1)
    before, after = np.full(converges.shape, -1), np.full(converges.shape, 2**62)
    while (unsure := after - before > 1).any():
        t = before + (after - before) // 2
        there = heights @ (factor ** (2.0 * t[..., None]))[..., None]
        arrived = there[..., 0] < tolerance
        before = np.where(unsure & ~arrived, t, before)
        after = np.where(unsure & arrived, t, after)
    return np.where(converges, after, -1)[()]


def _steep_everywhere(X):
    curvatures = theory.curvatures(X)
    if not curvatures[0]:
        raise ValueError("X must have linearly independent columns, got λ_min = 0")
    return curvatures
