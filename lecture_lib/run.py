"""The record that a descent leaves."""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True, eq=False)
class Run:
    """The record of a descent; leading axes "..." are runs that went side by side.

    A run that stopped early stands still: its last theta and loss are repeated to the end. One
    that diverged stands at its last theta within the limit. So every number is finite.

    Parameters
    ----------
    thetas : ndarray, shape (steps + 1, ..., D)
        Every theta visited, theta(0) first.
    losses : ndarray, shape (steps + 1, ...)
        Loss on all the data at each theta.
    batches : tuple of ndarray of int, or None
        The rows each step was measured on; None for all the data.
    stopped_at : int, or ndarray of int, shape (...)
        The step at which the run ended.
    reason : str, or ndarray of str, shape (...)
        Why it ended: "steps" used up, or the reason of a stopping rule ("diverged", "gradient",
        "validation"); of ``bfgs`` also "precision".
    evaluations : ndarray of int, shape (steps + 1, ...)
        How many gradients had been measured when each theta was reached: the fair measure in a
        race. Descent takes one per step; ``bfgs`` more, and as many losses.

    Source: S3.7 (slide 8), S5 (slide 11).
    """

    thetas: np.ndarray
    losses: np.ndarray
    batches: tuple[np.ndarray, ...] | None
    stopped_at: int | np.ndarray
    reason: str | np.ndarray
    evaluations: np.ndarray

    def __post_init__(self):
        for array in (self.thetas, self.losses, self.evaluations):
            array.flags.writeable = False
        for name in ("stopped_at", "reason"):
            object.__setattr__(self, name, _plain(np.asarray(getattr(self, name))))

    @property
    def steps(self):
        """How many steps the record has room for."""
        return len(self.thetas) - 1

    @property
    def theta(self):
        """The last theta, shape (..., D)."""
        return self.thetas[-1]

    @property
    def loss(self):
        """The last loss, shape (...)."""
        return _plain(self.losses[-1])

    @property
    def velocities(self):
        """V(t) = theta(t) - theta(t-1) with V(0) = 0, shape (steps + 1, ..., D)."""
        return np.diff(self.thetas, axis=0, prepend=self.thetas[:1])

    @property
    def best_step(self):
        """The first step with the lowest loss, shape (...). With noise it is not the last."""
        return _plain(self.losses.argmin(axis=0))

    @property
    def best_theta(self):
        """The theta of the best step, shape (..., D)."""
        step = np.asarray(self.best_step)[None, ..., None]
        return np.take_along_axis(self.thetas, step, axis=0)[0]

    @property
    def best_loss(self):
        """The lowest loss, shape (...)."""
        return _plain(self.losses.min(axis=0))

    def first_below(self, level):
        """Count the steps until the loss is below ``level``.

        Parameters
        ----------
        level : float
            A finite loss.

        Returns
        -------
        int, or ndarray of int, shape (...)
            The first step t with losses[t] < level; -1 where there is none.

        Raises
        ------
        TypeError, ValueError
            If ``level`` is not one finite number.
        """
        below = self.losses < checks.numbers("level", level, ndim=0)
        return _plain(np.where(below.any(axis=0), below.argmax(axis=0), -1))


def _plain(array):
    """Give a Python number or text where there is only one run."""
    return array.item() if array.ndim == 0 else array
