"""Which steps of a long run are shown."""

import numpy as np

from lecture_lib import checks


def shown_steps(steps, frames=120):
    """Choose the steps of a long run that are shown: closely at first, then ever less so.

    Parameters
    ----------
    steps : int
        The last step of the run; it is always among those shown, and so is 0.
    frames : int
        About how many to show, at least 2, else a ``ValueError``. Shorter runs are shown whole.

    Examples
    --------
    >>> shown_steps(4).tolist(), shown_steps(100, frames=9).tolist()
    ([0, 1, 2, 3, 4], [0, 2, 8, 16, 27, 41, 58, 77, 100])
    """
    steps, frames = checks.count("steps", steps), checks.count("frames", frames, low=2)
    if steps < frames:
        return np.arange(steps + 1)
    k = np.arange(frames)
    extra = (steps - k[-1]) * (k / k[-1]) ** 2
    return k + extra.round().astype(int)


def kept(run, steps):
    """Return the thetas of some steps, (runs, steps, D); read-only, as a cache holds them."""
    thetas = run.thetas[np.array(steps)].swapaxes(0, 1)
    thetas.flags.writeable = False
    return thetas
