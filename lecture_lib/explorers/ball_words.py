"""What a ball does on a curve, in words: the running sentence of its explorers."""

import numpy as np

from lecture_lib.experiments.rounding import Parted
from lecture_lib.explorers.powers import small
from lecture_lib.stage import Readout

NEAR = 0.01  # this far on both sides of a ball at rest the land rises
RESTS = 1e-3  # a step shorter than this is no step to the eye
TEMPLATE = "{lead}Step {step} of {steps}: θ = {theta}, L = {loss}, slope {slope}{wrong}. {manner}"
WRONG = ", {mistakes} of {faces} faces wrong"
MANNERS = (
    "Here it starts.",
    "It rests in the lowest valley.",
    "It rests in a valley, but not in the lowest, which is at θ = {lowest}.",
    "It hardly moves: the land is flat here, and no valley.",
    "It hardly moves: the land is flat here, and as low as it gets.",
    "Its last step hopped across the floor of a valley.",
    "Its last step hopped across the floor and landed higher up.",
    "It rolls uphill, carried on by its momentum.",
    "It rolls downhill.",
    "It rolls downhill, ever more slowly, and there is no floor.",
    "It diverges: each hop is longer than the one before.",
    "It has left the picture.",
    "Stopped at step {stopped}: from here on the 12th decimal of the slope decides where it goes.",
)
START, LOWEST, OTHER, FLAT, LOW, ACROSS, HIGHER, UPHILL, DOWNHILL, NO_FLOOR = range(10)
DIVERGES, OUT, STOPPED = range(10, len(MANNERS))


def describe(curve, run, steps, grid, lead=""):
    """Return the sentence for every take and shown step.

    Parameters
    ----------
    curve : Curve, SteepLine or alike
    run : Run
        thetas of shape (steps + 1, takes, 1).
    steps : array of int (frames,)
        Those that are shown.
    grid : array (points, 1)
        Places over the whole window.
    lead : str
        What is said first.

    Returns
    -------
    Readout
    """
    heights = curve.value(grid[:, None])  # (points, takes or 1)
    lowest = _lowest(grid[:, 0], heights)
    thetas = run.thetas[steps]
    wrong = WRONG if hasattr(curve, "wrong") else ""
    slope, slope_digits, slope_words = small("slope", curve.gradient(thetas)[..., 0].T, digits=4)
    return Readout(
        TEMPLATE,
        values={
            "lead": np.zeros((1, 1)),
            "wrong": np.zeros((1, 1)),
            "step": steps[None],
            "steps": np.full((1, 1), run.steps),
            "theta": thetas[..., 0].T,
            "loss": run.losses[steps].T,
            "lowest": np.broadcast_to(lowest, run.losses.shape[1:])[:, None],
            "stopped": np.broadcast_to(run.stopped_at, run.losses.shape[1:])[:, None],
            "manner": _manner(curve, run, grid[[0, -1], 0], heights)[steps].T,
            **slope,
            **(_mistakes(curve, thetas) if wrong else {}),
        },
        digits={"theta": 3, "loss": 4, "lowest": 2} | slope_digits,
        words={"manner": MANNERS, "lead": (lead,), "wrong": (wrong,)} | slope_words,
    )


def _lowest(grid, heights):
    """Where the curve is lowest: the vertex of the parabola through the three lowest points."""
    middle = np.clip(heights.argmin(axis=0), 1, len(grid) - 2)
    left, low, right = (heights[middle + d, np.arange(heights.shape[1])] for d in (-1, 0, 1))
    bend = left - 2 * low + right
    off = np.where(bend > 0, (left - right) / np.where(bend > 0, 2 * bend, 1), 0)
    return grid[middle] + np.clip(off, -1, 1) * (grid[1] - grid[0])


def _mistakes(curve, thetas):
    wrong = curve.wrong(thetas)
    return {"mistakes": wrong.sum(axis=-1).T, "faces": np.full((1, 1), wrong.shape[-1])}


def _manner(curve, run, window, heights):
    """Which words hold at each step of each take, (steps + 1, takes)."""
    theta, loss = run.thetas[..., 0], run.losses
    slope = curve.gradient(run.thetas)[..., 0]
    left, right = (curve.gradient(run.thetas + d)[..., 0] for d in (-NEAR, NEAR))
    floor = (left < 0) & (right > 0)
    length = np.abs(np.diff(theta, axis=0, prepend=theta[:1]))
    still = length < RESTS
    higher = np.diff(loss, axis=0, prepend=loss[:1]) > 0
    across = slope * np.roll(slope, 1, axis=0) < 0
    out = (theta < window[0]) | (theta > window[1])
    inner = heights.argmin(axis=0)
    endless = (inner == 0) | (inner == len(heights) - 1)
    depth = np.ptp(heights, axis=0)
    lowest = loss < heights.min(axis=0) + 1e-3 * depth
    grows = higher & across & (length > np.roll(length, 1, axis=0)) & (loss > loss[0])
    ended = np.arange(len(loss))[:, None] >= run.stopped_at
    told = [
        (ended & (run.reason == Parted.reason), STOPPED),
        ((ended & (run.reason == "diverged")) | (grows & out), DIVERGES),
        (out, OUT),
        (floor & still & lowest, LOWEST),
        (floor & still, OTHER),
        (still & lowest, LOW),
        (still, FLAT),
        (across & higher, HIGHER),
        (across, ACROSS),
        (higher, UPHILL),
        (np.broadcast_to(endless, loss.shape), NO_FLOOR),
    ]
    conditions, words = zip(*told, strict=True)
    manner = np.select(conditions, words, DOWNHILL)
    manner[0] = START
    return manner
