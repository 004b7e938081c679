"""Where to start: theta(0)."""

import numpy as np

from lecture_lib import checks


def zeros(shape):
    """theta(0) = 0. Fine for a single unit, hopeless for a network (erratum 18).

    Parameters
    ----------
    shape : int or tuple of int
        D, or the whole shape (..., D).

    Returns
    -------
    ndarray, shape ``shape``

    Raises
    ------
    TypeError, ValueError
        If the shape is not made of whole numbers of at least 1.

    Source
    ------
    S4.7 (slide 10).
    """
    return np.zeros(_shape(shape))


def constant(shape, value):
    """theta(0) = value everywhere.

    Parameters
    ----------
    shape : int or tuple of int
        D, or the whole shape (..., D).
    value : float or array_like, shape (D,)
        The number, or one number per parameter.

    Returns
    -------
    ndarray, shape ``shape``

    Raises
    ------
    TypeError, ValueError
        If the shape is not made of whole numbers of at least 1, or the value is not finite or
        does not fit the shape.

    Source
    ------
    S4 (slide 10), E4.2.

    Examples
    --------
    >>> constant(2, 0.3).tolist()
    [0.3, 0.3]
    """
    shape, value = _shape(shape), checks.numbers("value", value)
    if value.ndim and value.shape != shape[len(shape) - value.ndim :]:
        raise ValueError(f"value must fit the shape {shape}, got shape {value.shape}")
    return np.full(shape, value)


def normal(shape, rng, scale=1.0):
    """theta(0) drawn from a normal distribution with mean 0 and standard deviation ``scale``.

    Parameters
    ----------
    shape : int or tuple of int
        D, or the whole shape (..., D).
    rng : numpy.random.Generator
        Where the draws come from; the same seed gives the same start.
    scale : float
        Standard deviation, positive.

    Returns
    -------
    ndarray, shape ``shape``

    Raises
    ------
    TypeError, ValueError
        If the shape is not made of whole numbers of at least 1, ``rng`` is no generator, or
        ``scale`` is not positive and finite.

    Source
    ------
    S4.8 (slide 10).
    """
    shape, rng = _shape(shape), checks.generator("rng", rng)
    return rng.normal(scale=checks.positive("scale", scale, ndim=0), size=shape)


def _shape(shape):
    lengths = shape if isinstance(shape, tuple) else (shape,)
    return tuple(checks.count("shape", length) for length in lengths)
