"""Where to start: theta(0).

- ``shape``: D, or the whole shape (..., D); of a layer's weights, (..., K, 1 + D).
- ``rng``: the numpy.random.Generator of the draws; the same seed gives the same start.

``TypeError`` or ``ValueError`` if a shape is not made of whole numbers of at least 1, or is not
that of a layer where one is wanted, if ``rng`` is no generator, or another argument is not as said.
"""

import numpy as np

from lecture_lib import checks

# Weights of a 2-2-1 network, by what becomes of it on the upside-down faces with η = 4.
STORED = {
    "fast": (-0.85, 0.32, 1.79, 0.88, 0.37, 1.49, 0.73, 2.08, -1.34),
    "typical": (-1.74, -1.34, -1.36, -0.35, -2.31, -0.19, -0.96, 0.89, 0.96),
    "long plateau": (-1.93, -3.02, 1.15, 1.56, 1.33, -0.43, -0.07, -0.29, 1.37),
    "stuck 1/16": (1.05, 1.78, -2.55, -0.14, 1.01, 1.35, 0.65, 1.5, 0.29),
    "stuck 1/12": (0.7, -0.98, -1.57, -2.92, -0.35, 1.25, 0.03, 0.51, 1.02),
    "momentum rescues": (-0.01, 1.05, 0.74, 0.72, 1.62, -1.21, -0.63, -1.32, -0.11),
    "momentum ruins": (0.13, -0.13, 0.64, 0.1, -0.54, 0.36, 1.3, 0.95, -0.7),
    "solved by hand": (-5, 10, 10, -5, -10, -10, -10, 20, 20),
}


def zeros(shape):
    """theta(0) = 0. Fine for a single unit, hopeless for a network (erratum 18).

    Source: S4.7 (slide 10).
    """
    return np.zeros(_shape(shape))


def constant(shape, value):
    """theta(0) = value everywhere.

    Parameters
    ----------
    value : float or array_like, shape (D,)
        The number, or one number per parameter.

    Examples
    --------
    >>> constant(2, 0.3).tolist()
    [0.3, 0.3]

    Source: S4 (slide 10), E4.2.
    """
    shape, value = _shape(shape), checks.numbers("value", value)
    if value.ndim and value.shape != shape[len(shape) - value.ndim :]:
        raise ValueError(f"value must fit the shape {shape}, got shape {value.shape}")
    return np.full(shape, value)


def normal(shape, rng, scale=1.0):
    """theta(0) drawn from a normal distribution with mean 0 and standard deviation ``scale``.

    Parameters
    ----------
    scale : float
        Standard deviation, positive.

    Source: S4.8 (slide 10).
    """
    shape, rng = _shape(shape), checks.generator("rng", rng)
    return rng.normal(scale=checks.positive("scale", scale, ndim=0), size=shape)


def glorot(shape, rng):
    """Scaled start of a layer, named after Glorot or Xavier: variance 2 / (D + K), bias 0.

    With D inputs and K units that is half-way between keeping the size of what goes forward (1/D)
    and of what comes back (1/K), for activations of slope about 1 at 0, like tanh. The paper draws
    from a uniform distribution of this variance, here it is a normal one.

    Examples
    --------
    >>> glorot((2, 3), np.random.default_rng(0))[:, 0].tolist()
    [0.0, 0.0]

    Source: Erratum 19 (slide 10), E4.3; Glorot & Bengio 2010.
    """
    *_, K, columns = _layer(shape)
    return _without_bias(shape, rng, 2 / (columns - 1 + K))


def he(shape, rng):
    """Scaled start of a layer of ReLU units, after He: variance 2 / D, bias 0.

    A ReLU lets half of what comes through: hence twice the 1/D that keeps its size.

    Examples
    --------
    >>> he((2, 3), np.random.default_rng(0))[:, 0].tolist()
    [0.0, 0.0]

    Source: Erratum 19 (slide 10), E4.3; He, Zhang, Ren & Sun 2015.
    """
    return _without_bias(shape, rng, 2 / (_layer(shape)[-1] - 1))


def stored(name):
    """Start of a 2-2-1 network of sigmoids whose fate on the upside-down faces is known.

    With η = 4 and the squared loss "fast" has solved them after 122 steps, "typical" after 224 and
    "long plateau" after 1910; "stuck 1/16" and "stuck 1/12" sink towards a loss of that size for
    ever. With η = 2, m = 0.9 "momentum rescues" is solved, plainly it is stuck; with "momentum
    ruins" it is the other way round. "solved by hand" has a loss of 0.0104, with one face wrong.

    Parameters
    ----------
    name : str
        One of those names.

    Returns
    -------
    theta : ndarray, shape (9,)

    Raises
    ------
    ValueError
        If there is no such start.

    Examples
    --------
    >>> stored("fast").tolist()
    [-0.85, 0.32, 1.79, 0.88, 0.37, 1.49, 0.73, 2.08, -1.34]

    Source: E14.3 (slides 39-41).
    """
    return np.array(STORED[checks.one_of("name", name, STORED)], dtype=float)


def _layer(shape):
    shape = _shape(shape)
    if len(shape) < 2 or shape[-1] < 2:
        raise ValueError(f"shape must be (..., K, 1 + D) with at least one input, got {shape}")
    return shape


def _without_bias(shape, rng, variance):
    W = normal(shape, rng, np.sqrt(variance))
    W[..., 0] = 0
    return W


def _shape(shape):
    lengths = shape if isinstance(shape, tuple) else (shape,)
    return tuple(checks.count("shape", length) for length in lengths)
