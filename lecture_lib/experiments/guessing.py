"""Guessing: how good are dice at finding the lowest place? Exactly, for a bowl.

What is not as described raises ``TypeError`` or ``ValueError``; the message names the argument.
"""

import math

import numpy as np

from lecture_lib import checks, theory


def chance_below(X, y, level, reach=3.0):
    """Chance that weights drawn at random have a mean squared loss below a level.

    The weights below the level fill an ellipsoid round the optimum w*. Its volume is compared with
    that of the cube [-reach, reach]^D from which all weights are drawn, uniformly:

    p = V_D (2 (level - L*))^(D/2) / √(det H) / (2 reach)^D,  V_D = π^(D/2) / Γ(D/2 + 1)

    The loss is the squared loss of a linear unit with its factor ½. On average 1/p guesses are
    needed.

    Parameters
    ----------
    X : array_like, shape (N, D)
        Examples in rows, their columns linearly independent.
    y : array_like, shape (N,)
        Targets.
    level : float
        Where nothing is as low as this, the chance is 0; all that is must lie in the cube.
    reach : float
        Half the edge of the cube, positive.

    Examples
    --------
    >>> round(chance_below(X=[[1.0]], y=[1.0], level=0.5, reach=2.0), 6)
    0.5

    Source: E1.2, S3.1 (slides 2, 7), erratum 10.
    """
    best = theory.optimum(X, y)
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    room = checks.numbers("level", level, ndim=0) - np.mean((y - X @ best) ** 2) / 2
    reach, hessian = checks.positive("reach", reach, ndim=0), theory.hessian(X)
    if not theory.curvatures(X)[0]:
        raise ValueError("X must have linearly independent columns, got a flat direction")
    if room <= 0:
        return 0.0
    extent = np.sqrt(2 * room * np.diag(np.linalg.inv(hessian)))
    if (np.abs(best) + extent > reach).any():
        raise ValueError(
            f"level must be so low that all weights below it lie within {reach:g}, got {level}"
        )
    D, (_, log_det) = len(best), np.linalg.slogdet(hessian)
    log_ball = D / 2 * math.log(2 * math.pi * room) - math.lgamma(D / 2 + 1)
    return math.exp(log_ball - log_det / 2 - D * math.log(2 * reach))
