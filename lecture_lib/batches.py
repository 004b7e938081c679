"""Sources of batches: which examples the next gradient is measured on.

Each source is an endless iterator over arrays of row indices. Batch, stochastic and mini-batch
descent are the same descent fed from different sources (S6, slides 12-14). What is no whole number,
or no generator, raises ``TypeError``, and a number out of its range ``ValueError``.
"""

import itertools

import numpy as np

from lecture_lib import checks


def full_batch(N):
    """All N rows, every time: batch gradient descent.

    Parameters
    ----------
    N : int
        Number of examples.

    Returns
    -------
    iterator of ndarray of int, shape (N,)

    Source: S6.2 (slide 12).
    """
    return itertools.repeat(_rows(checks.count("N", N)))


def minibatches(N, B, rng, replace=False):
    """B rows drawn at random, each batch independently of those before. B = 1 is SGD.

    Uniform draws make the batch gradient right on average for every B. Its covariance is
    (N - B) / (B (N - 1)) S without replacement and S / B with, where S is the covariance of the
    single examples' gradients (erratum 28).

    Parameters
    ----------
    N : int
        Number of examples.
    B : int
        Batch size, 1 to N.
    rng : numpy.random.Generator
        Where the draws come from.
    replace : bool
        Whether a row can come twice in one batch.

    Returns
    -------
    iterator of ndarray of int, shape (B,)

    Examples
    --------
    >>> source = minibatches(40, 4, np.random.default_rng(0))
    >>> len(next(source))
    4

    Source: S6.4 (slides 12, 14), errata 26, 28.
    """
    N, B = _sizes(N, B)
    rng, replace = checks.generator("rng", rng), checks.flag("replace", replace)
    return (rng.choice(N, size=B, replace=replace) for _ in itertools.count())


def epochs(N, B, rng):
    """Shuffle all rows, cut them into batches of B, and when they are used up, shuffle again.

    In every epoch each row comes once. Where B does not divide N the last batch is smaller.

    Parameters
    ----------
    N : int
        Number of examples.
    B : int
        Batch size, 1 to N.
    rng : numpy.random.Generator
        Where the shuffles come from.

    Returns
    -------
    iterator of ndarray of int

    Source: S6 (slide 12), erratum 26.
    """
    N, B = _sizes(N, B)
    rng = checks.generator("rng", rng)
    return (rows for _ in itertools.count() for rows in _cut(rng.permutation(N), B))


def in_order(N, B):
    """Rows 0 … N - 1 in the order they are stored, in batches of B, over and over.

    With the faces that is all the sad ones, then all the happy ones: the line is pulled to and
    fro. Where B does not divide N the last batch of a round is smaller.

    Parameters
    ----------
    N : int
        Number of examples.
    B : int
        Batch size, 1 to N.

    Returns
    -------
    iterator of ndarray of int

    Source: E6.5.
    """
    N, B = _sizes(N, B)
    return itertools.cycle(_cut(_rows(N), B))


def streamed_gradient(chunks, theta):
    """Gradient of the mean loss over data that come in pieces: 1/N Σ_chunks N_c ∇L_c(theta).

    The full batch does not have to fit into memory: only one chunk at a time does, and the answer
    is exact. Chunks count by their size: the plain mean of their gradients is wrong as soon as they
    differ in size (erratum 25).

    Parameters
    ----------
    chunks : iterable of Objective
        The same model and loss on one piece of the data after the other; a generator can load
        each when its turn comes.
    theta : array_like, shape (..., D)
        Parameters.

    Returns
    -------
    ndarray, shape (..., D)

    Raises
    ------
    TypeError, ValueError
        If chunks cannot be gone through, hold no objectives, or there are none.

    Examples
    --------
    >>> from lecture_lib.losses import SquaredLoss
    >>> from lecture_lib.models import Linear
    >>> from lecture_lib.objective import Objective
    >>> data = [([[1.0], [1.0], [1.0]], [1, 1, 1]), ([[1.0]], [-1])]
    >>> chunks = (Objective(Linear(), SquaredLoss(), X, y) for X, y in data)
    >>> streamed_gradient(chunks, [0.0]).tolist()
    [-0.5]

    Source: S6.3, S6.12 (slides 12, 14), X6, erratum 25.
    """
    N, total = 0, 0.0
    for chunk in checks.able("chunks", chunks, "__iter__"):
        checks.able("chunks", chunk, "gradient")
        N, total = N + chunk.N, total + chunk.N * chunk.gradient(theta)
    if not N:
        raise ValueError("chunks must have at least one objective, got none")
    return total / N


def _rows(N):
    rows = np.arange(N)
    rows.flags.writeable = False  # the same array is given again and again
    return rows


def _sizes(N, B):
    N = checks.count("N", N)
    return N, checks.count("B", B, high=N)


def _cut(rows, B):
    return [rows[first : first + B] for first in range(0, len(rows), B)]
