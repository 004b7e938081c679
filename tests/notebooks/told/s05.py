"""The numbers of section 5: when to stop."""

from functools import cache
from itertools import islice

import numpy as np
from told_numbers import part

from lecture_lib import theory
from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.experiments.budget import START, WAYS
from lecture_lib.experiments.lines import face_models
from lecture_lib.experiments.overfitting import ETA, STEPS, bump_objectives, bump_run, patience_ends
from lecture_lib.experiments.small_gradients import CASES, record

SEEDS = 200
SETS = bump_objectives()
BOWL = face_models(load_faces("train"))["raw"]


@cache
def run():
    return bump_run(SETS["training"])


def at(name, step):
    return float(SETS[name].value(run().thetas[step]))


@cache
def along(name):
    return SETS[name].value(run().thetas)


def mistakes(name, step):
    return int(SETS[name].mistakes(run().thetas[step]))


def parting():
    """The step up to which all three losses fall, and how much later the test loss turns."""
    turn, later = along("validation").argmin(), along("test").argmin()
    assert (np.diff(along("training")) < 0).all()
    assert (np.diff(along("validation"))[:turn] < 0).all()
    assert (np.diff(along("validation"))[turn:] > 0).all()
    return int(turn), int(later - turn)


def in_the_pit():
    y_hat = SETS["test"].predict(run().theta)
    i = y_hat.argmin()
    assert load_faces("test").labels[i] == -1
    return float(y_hat[i])


def at_the_rim():
    """What is estimated of a sad training face by the pit, at the validation's best and at last."""
    faces = load_faces("train")
    (i,) = np.flatnonzero((faces.features.round(2) == (1.82, 2.88)).all(axis=1))
    assert faces.labels[i] == -1
    pit = load_faces("test").features[SETS["test"].predict(run().theta).argmin()]
    rim = np.linalg.norm(faces.features - pit, axis=1) < 0.8
    early, late = (SETS["training"].example_losses(run().thetas[t])[rim].mean() for t in (87, 3000))
    assert late < early  # on the whole
    return (
        *faces.features[i],
        *(-SETS["training"].predict(run().thetas[t])[i] for t in (87, 3000)),
    )


@cache
def noisy():
    """Validation losses of descents on batches of 4, drawn anew, (steps + 1, seeds)."""
    rng, X, y = np.random.default_rng(0), SETS["training"].X, SETS["training"].y
    w, losses = np.zeros((SEEDS, X.shape[1])), [SETS["validation"].value(np.zeros(X.shape[1]))]
    losses = [np.full(SEEDS, losses[0])]
    for _ in range(STEPS):
        rows = rng.random((SEEDS, len(X))).argsort(axis=1)[:, :4]
        error = np.einsum("sbd,sd->sb", X[rows], w) - y[rows]
        w = w - ETA * np.einsum("sb,sbd->sd", error, X[rows]) / 4
        losses.append(SETS["validation"].value(w))
    return np.array(losses)


@cache
def waited(patience):
    """Where the patience ends, and the loss that is kept, for every seed."""
    ends = np.array([patience_ends(losses, [patience]) for losses in noisy().T])[..., 0]
    return ends[:, 0], noisy()[ends[:, 1], np.arange(SEEDS)]


def first_step_harms():
    """The first step makes the validation loss larger in most descents."""
    assert (noisy()[1] > noisy()[0]).mean() > 0.5
    return 0.8


def with_patience_2():
    assert part(np.median(waited(2)[0]), 6, 31) == 1
    return 2


def rises_in_the_median():
    """How many per cent of the steps raise the validation loss."""
    return 100 * np.median((np.diff(noisy(), axis=0) > 0).mean(axis=0))


def kept(patience):
    return tuple(np.quantile(waited(patience)[1], [0.5, 0.05, 0.95]))


def stop(key, epsilon):
    _, norms = record(key)
    return int((norms < epsilon).argmax()) if (norms < epsilon).any() else None


def distance(epsilon):
    run, _ = record("bowl")
    return float(np.linalg.norm(run.thetas[stop("bowl", epsilon)] - BOWL.optimum))


def near_a_minimum():
    """How many of the three descents the rule stops within 0.01 of a minimum."""
    assert stop("plateau", 0.001) == 0
    start, *_, valley = record("plateau")[0].thetas
    assert np.abs(valley - start).max() > 1
    way = record("stuck")[0].thetas[[stop("stuck", 0.001), -1]]  # the weights go on growing
    assert np.linalg.norm(way[1]) > np.linalg.norm(way[0]) + 0.01
    return int(distance(0.001) < 0.01)


def loss_at(key, step):
    return float(record(key)[0].losses[step])


@cache
def spent():
    """The mean losses of the ways over 200 shuffles, until 1600 faces have been seen."""
    losses = {way.B: side_by_side(way, 1600 // way.B).mean(axis=1) for way in WAYS[:-1]}
    full = WAYS[-1].run(0, 1600)  # all faces: nothing to shuffle
    return losses | {WAYS[-1].B: full.losses}


def side_by_side(way, steps):
    """The losses of `way.run` with each seed, (steps + 1, seeds), in a tenth of the time."""
    X, y = BOWL.objective.X, BOWL.objective.y
    shuffled = (epochs(len(y), way.B, np.random.default_rng(seed)) for seed in range(SEEDS))
    batches = np.array([list(islice(source, steps)) for source in shuffled])
    thetas = [np.tile(START, (SEEDS, 1))]
    for rows in batches.swapaxes(0, 1):
        error = np.einsum("sbd,sd->sb", X[rows], thetas[-1]) - y[rows]
        thetas.append(thetas[-1] - way.eta * np.einsum("sb,sbd->sd", error, X[rows]) / way.B)
    losses = BOWL.objective.value(np.array(thetas))
    np.testing.assert_allclose(losses[:, 1], way.run(1, steps).losses)
    return losses


def after(faces):
    return tuple(float(losses[faces // B]) for B, losses in spent().items())


def level_at_480():
    """Which of the four ways stands out after 480 faces: one is much lower, none, or the last."""
    one, *others, full = after(480)
    if max(one, *others, full) < 1.05 * min(one, *others, full):
        return 2
    return 3 if max(one, *others) < 1.05 * min(one, *others) < full else int(full < one)


def caught_up():
    *others, full = after(1600)
    return full, min(others), max(others)


def full_batch_leads(steps=200):
    """From which step on the full batch has the lowest mean loss."""
    paths = np.array([losses[: steps + 1] for losses in spent().values()])
    return int(np.flatnonzero(paths.argmin(axis=0) != len(WAYS) - 1)[-1]) + 1


EPSILONS = (0.1, 0.01, 0.001, 0.0001)
TOLD = {
    "overfitting": [
        ("Up to step {} all three losses fall", lambda: parting()[0]),
        ("and {} steps later the test loss", lambda: parting()[1]),
        ("to {:.4f} at step 3000; the validation", lambda: at("training", 3000)),
        ("doubles, from {:.4f} to {:.4f}", lambda: (at("test", 100), at("test", 3000))),
        ("{} wrong test faces become {}", lambda: (mistakes("test", 100), mistakes("test", 3000))),
    ],
    "runaway-answer": [
        (r"({:.2f}-1)^2 = {:.1f}$", lambda: (-in_the_pit(), (in_the_pit() + 1) ** 2 / 2)),
        ("$({:.2f}, {:.2f})$, for example, $\\hat y$ fell from $-{:.2f}$ at step 87 to $-{:.2f}$",
         at_the_rim),
    ],
    "budget-answer": [
        ("is ahead from step {} on", full_batch_leads),
        ("{:.3f} against {:.3f} to {:.3f}", caught_up),
    ],
    "deeper-patience-intro": [("keeps step {}", lambda: parting()[0])],
    "patience-answer": [
        ("| {} | {:.4f} | {:.4f} to {:.4f} |", lambda: (1, *kept(1))),
        ("| {} | {:.4f} | {:.4f} to {:.4f} |", lambda: (5, *kept(5))),
        ("| {} | {:.4f} | {:.4f} to {:.4f} |", lambda: (20, *kept(20))),
        ("| {} | {:.4f} | {:.4f} to {:.4f} |", lambda: (100, *kept(100))),
        ("{:.0f} % in the median descent", rises_in_the_median),
    ],
    "epsilon-answer": [
        ("after {}, {}, {} and {} steps", lambda: tuple(stop("bowl", e) for e in EPSILONS)),
        ("at distances {:.2f}, {:.3f}, {:.4f} and {:.5f}", lambda: tuple(map(distance, EPSILONS))),
        (r"$\lambda_{{\min}} = {:.3f}$", lambda: theory.curvatures(BOWL.objective.X)[0]),
        ("a distance of {:.4f}; you", lambda: 0.001 / theory.curvatures(BOWL.objective.X)[0]),
        ("you measured {:.4f}", lambda: distance(0.001)),
        ("at the start is {:.6f}", lambda: record("plateau")[1][0]),
        ("at step {}, at a loss of {:.2f}", lambda: (
            stop("plateau", 0.001), loss_at("plateau", 0))),
        ("at step {} in the valley", lambda: stop("plateau", 0.00005)),
        ("in the valley, at {:.4f}", lambda: loss_at("plateau", stop("plateau", 0.00005))),
        ("*grows*, to {:.2f}", lambda: record("plateau")[1].max()),
        ("stops at step {}, at $L = {:.4f}$", lambda: (
            stop("stuck", 0.001), loss_at("stuck", stop("stuck", 0.001)))),
        ("At step 3000 the loss is {:.4f}", lambda: loss_at("stuck", 3000)),
    ],
    "slide-says-validation": [
        ("{:.4f} at step {}", lambda: (at("validation", 87), parting()[0])),
        ("give {:.4f}", lambda: at("test", 87)),
    ],
    "P5.1": [
        ("With {1} weights for {0} faces", lambda: SETS["training"].X.shape),
        ("to {:.4f} at step {}; from", lambda: (at("validation", 87), parting()[0])),
        ("to {:.4f} at step 3000", lambda: at("validation", 3000)),
        ("learn after step {} holds", lambda: parting()[0]),
    ],
    "P5.2": [
        ("with η = {}, mostly does", first_step_harms),
        ("Patience {} would get that far", with_patience_2),
        ("the median is step {:.0f}, and 95 % stop by step {:.0f}", lambda: tuple(
            np.quantile(waited(1)[0], [0.5, 0.95]))),
    ],
    "P5.3": [
        ("at a distance of {:.4f}", lambda: distance(0.001)),
        ("at the start is {:.6f}", lambda: record("plateau")[1][0]),
    ],
    "P5.4": [
        ("{:.3f}, {:.3f} and {:.3f} with B = 1, 4 and 8, and {:.3f} with", lambda: after(480)),
        ("at {:.4f} the bowl explodes", lambda: theory.critical_eta(BOWL.objective.X)),
        ("there are only {} of them", lambda: 480 // 40),
    ],
}  # fmt: skip
HAPPENED = {
    "P5.1": lambda: 2 if parting() else 0,
    "P5.2": lambda: part(np.median(waited(1)[0]), 6, 31, 88),
    "P5.3": near_a_minimum,
    "P5.4": level_at_480,
}
GIVEN = {
    "setup": "49 0.35 50 40 400",
    "predict": "3000 0.8",
    "instructions-long": "1.3 2.5",
    "overfitting": "3000 100",
    "runaway-answer": "3000",
    "patience-answer": "200 20 100",
    "deeper-epsilon-intro": "0.001 0.3 1.5 24 48",
    "instructions-epsilon": "10",
    "epsilon-answer": "0.1 0.01 0.001 0.0001 16",
    "deeper-budget-intro": "40 0.0125 0.05 0.1 0.3 480 12",
    "instructions-budget": "40 120 480 1600",
    "budget-answer": "40 480 1600",
    "slide-gradient": "40 80 0.001",
    "slide-says-validation": "400",
    "P5.1": "3000 40",
    "P5.2": "200 40 30 31 87",
    "P5.3": "0.01",
    "P5.4": "480 200 40 0.0125 0.5",
}
assert [way.eta for way in WAYS] == [0.0125, 0.05, 0.1, 0.3]
assert CASES["bowl"]().eta == 0.3
