"""What the explorers of the four moods say."""

import numpy as np

from lecture_lib.experiments.moods import MOODS
from lecture_lib.stage import Readout

TEMPLATE = (
    "Step {step} of {steps}: loss {loss}, {mistakes} of 60 faces wrong. {state} The dragged face: "
    + ", ".join(f"{mood} {{p{k}}}" for k, mood in enumerate(MOODS))
    + ", so its own loss is {own}; ŷ − y = ({d0}, {d1}, {d2}, {d3})."
)
STATES = (
    "Not at the lowest loss yet.",
    "It knows nothing: ln 4 is the loss of four equal shares.",
    "As low as it gets.",
    "Worse than knowing nothing.",
    "The loss has just risen: a step too long, or batches that disagree.",
)
NEAR = 0.001  # of the lowest loss


def moods_readout(steps, losses, mistakes, p, y, own, lowest):
    """Return the sentences for all takes and frames.

    Parameters
    ----------
    steps : array (frames,)
    losses, mistakes : array (takes, frames)
    p : array (takes, frames, 4)
        Shares of the dragged face.
    y : array (4,)
        Its label.
    own : array (takes, frames)
        Its loss.
    lowest : float
        L*.
    """
    rising = np.diff(losses, axis=1, prepend=losses[:, :1]) > NEAR
    nothing = (steps == 0) & np.ones(losses.shape, bool)
    cases = [nothing, losses < lowest + NEAR, losses > losses[:, :1], rising]
    values = {
        "step": steps[None],
        "steps": steps[None, -1:],
        "loss": losses,
        "mistakes": mistakes,
        "own": own,
        "state": np.select(cases, [1, 2, 3, 4], 0),
    }
    values |= {f"p{k}": p[..., k] for k in range(len(MOODS))}
    values |= {f"d{k}": p[..., k] - y[k] for k in range(len(MOODS))}
    digits = {"loss": 3, "own": 2} | {name: 2 for name in values if name[0] in "pd"}
    return Readout(TEMPLATE, values=values, digits=digits, words={"state": STATES})
