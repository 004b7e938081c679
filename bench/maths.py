"""The mathematics against loops: a thousand runs or a whole landscape in one call, and one run."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from time import process_time
from timeit import Timer

import numpy as np

from bench.report import middle, renewed
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent

START, STEPS, ETA = np.array([1.5, 1.0]), 200, 0.1
ETAS = np.geomspace(0.005, 0.33, 1000)
GRID = np.stack(np.meshgrid(np.linspace(-4, 4, 200), np.linspace(-2, 2, 200)), axis=-1)
SPAN = 0.05  # s; what is shorter is repeated so long
ROUNDS = 9

MARKS = ("<!-- bench maths: written by make bench -->", "<!-- /bench maths -->")
NOTE = """\
Processor time, medians of {rounds} interleaved rounds on {cores} cores. The loops are as bare as
numpy allows: they record every theta and nothing else. The library also records every loss, watches
for divergence and checks what it is given. PyTorch is `torch.optim.SGD` with autograd; the course
does not need it. Load average before and after: {load}."""


@dataclass(frozen=True)
class Contest:
    """Two ways to the same numbers; ours may take `goal` times as long as the rival.

    There is no rival where PyTorch is not installed.
    """

    what: str
    ours: Callable[[], np.ndarray]
    rival: Callable[[], np.ndarray] | None
    goal: float
    against: str = "the barest loop"


def face_objective():
    """Return the loss of a line over the 40 faces."""
    faces = load_faces("train")
    return Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)


def contests(objective):
    """Return what is measured."""
    X, y = objective.X, objective.y

    def one():
        return descend(objective, START, GradientDescent(ETA), STEPS).thetas

    return [
        Contest(
            "1,000 descents of 200 steps on 40 faces",
            lambda: descend(objective, START, GradientDescent(ETAS[:, None]), STEPS).thetas,
            lambda: np.stack([bare_descent(X, y, eta) for eta in ETAS], axis=1),
            goal=1 / 10,
        ),
        Contest(
            "a landscape of 200 × 200 points",
            lambda: objective.value(GRID),
            lambda: bare_landscape(X, y),
            goal=1 / 15,
        ),
        Contest("one recorded descent of 200 steps", one, lambda: bare_descent(X, y, ETA), goal=2),
        Contest("the same", one, torch_descent(X, y), goal=1 / 2, against="PyTorch"),
    ]


def bare_descent(X, y, eta):
    """Return the thetas of a descent, by the barest loop."""
    theta, thetas = START, np.empty((STEPS + 1, 2))
    thetas[0] = theta
    for t in range(STEPS):
        theta = theta - eta * ((X @ theta - y) @ X / len(X))
        thetas[t + 1] = theta
    return thetas


def bare_landscape(X, y):
    """Return the loss at every point of the grid, one point after the other."""
    points = GRID.reshape(-1, 2)
    losses = np.empty(len(points))
    for i, theta in enumerate(points):
        error = X @ theta - y
        losses[i] = error @ error / (2 * len(X))
    return losses.reshape(GRID.shape[:2])


def torch_descent(X, y):
    """Return a function that descends as PyTorch's tutorials do; None where it is not installed."""
    if not find_spec("torch"):
        return None
    import torch

    X, y = torch.tensor(X), torch.tensor(y)

    def run():
        theta = torch.tensor(START, requires_grad=True)
        optimizer = torch.optim.SGD([theta], lr=ETA)
        thetas, losses = [theta.detach().clone()], []
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss = ((X @ theta - y) ** 2).mean() / 2
            loss.backward()
            optimizer.step()
            thetas.append(theta.detach().clone())
            losses.append(loss.detach())
        return torch.stack(thetas).numpy()

    return run


def measure(rounds=ROUNDS):
    """Return {contest: [(our seconds, the rival's), ...]}, round after round.

    Raises
    ------
    AssertionError
        If two ways do not lead to the same numbers.
    """
    samples = {contest: [] for contest in contests(face_objective())}
    rivalled = [contest for contest in samples if contest.rival]
    for contest in rivalled:
        np.testing.assert_allclose(contest.ours(), contest.rival(), rtol=1e-9)
    for _ in range(rounds):
        for contest in rivalled:
            samples[contest].append((seconds(contest.ours), seconds(contest.rival)))
    return samples


def seconds(function):
    """Return the processor time of a call, on average over enough calls."""
    timer = Timer(function, timer=process_time)
    calls = max(1, round(SPAN / timer.timeit(1)))
    return timer.timeit(calls) / calls


def table(samples):
    """Return the Markdown table; the ratio is the median of the rounds' own ratios."""
    lines = ["| | against | library | rival | ratio | goal |", "|---|---|---:|---:|---:|---|"]
    for contest, times in samples.items():
        said = spoken(times) if times else ["–", "not installed", "–"]
        cells = [contest.what, contest.against, *said, f"≤ {times_as_long(contest.goal)}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def spoken(times):
    """Return our time, the rival's, and the ratio, in words."""
    ours, rivals = np.transpose(times)
    ratio = times_as_long(middle(ours / rivals))
    return [milliseconds(middle(ours)), milliseconds(middle(rivals)), ratio]


def milliseconds(value):
    """Return seconds as ms, with three digits that count."""
    return f"{1000 * value:.3g} ms"


def times_as_long(ratio):
    """Return a ratio as one says it: 1/12 or 1.84."""
    return f"1/{1 / ratio:.3g}" if ratio < 1 else f"{ratio:.3g}"


def write(samples, load, page):
    """Write the table into a page, between its marks; return the text."""
    facts = {"rounds": len(next(iter(samples.values()))), "cores": os.cpu_count()}
    said = " and ".join(f"{value:.1f}" for value in load)
    text = f"{table(samples)}\n{NOTE.format(**facts, load=said)}\n"
    page.write_text(renewed(page.read_text(encoding="utf-8"), text, MARKS), encoding="utf-8")
    return text
