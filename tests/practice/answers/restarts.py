"""X4: restarts(loss, slope, starts)."""

import numpy as np


def down(slope, theta, steps=300):
    for _ in range(steps):
        theta = theta - slope(theta)
    return theta


def by_loops(loss, slope, starts):
    best = None
    for theta in starts:
        for _ in range(300):
            theta -= 1.0 * slope(theta)
        if best is None or loss(theta) < best[1]:
            best = theta, loss(theta)
    return best


def by_min(loss, slope, starts):
    theta = min((down(slope, start) for start in starts), key=loss)
    return [theta, loss(theta)]


def by_arrays(loss, slope, starts):
    thetas = down(slope, np.array(starts))
    losses = loss(thetas)
    return np.array([thetas[losses.argmin()], losses.min()])


def by_sorting(loss, slope, starts):
    ends = [down(slope, start, 400) for start in starts]
    (L, theta), *_ = sorted((float(loss(end)), float(end)) for end in ends)
    return theta, L


RIGHT = (by_arrays, by_loops, by_min, by_sorting)
PRAISED = "find θ = 3.045 with L = 0.1093; one more start at 2.0, on the other side of the hill, "
PRAISED += "finds θ = 1.434 with L = 0.0895."
SOLUTION = r"(theta|θ)\s*[-−]=?\s*(1(\.0)?\s*\*\s*)?slope|<\s*best|key=loss"


def chosen(choose):
    """Another choice among the starts and their ends."""

    def function(loss, slope, starts):
        theta = choose(loss, starts, [down(slope, start) for start in starts])
        return theta, loss(theta)

    return function


def climbs(loss, slope, starts):
    theta = min((down(lambda at: -slope(at), start) for start in starts), key=loss)
    return theta, loss(theta)


def climbs_a_little(loss, slope, starts):
    theta = min((down(lambda at: -slope(at), start, 3) for start in starts), key=loss)
    return theta, loss(theta)


def best_start_first(loss, slope, starts):
    theta = down(slope, min(starts, key=loss))
    return theta, loss(theta)


MISTAKES = (
    ("It climbs", climbs),
    ("It climbs", climbs_a_little),
    ("in the wrong order", lambda *q: by_loops(*q)[::-1]),
    ("the last descent", chosen(lambda loss, starts, ends: ends[-1])),
    ("the first descent", chosen(lambda loss, starts, ends: ends[0])),
    ("the highest of all ends", chosen(lambda loss, starts, ends: max(ends, key=loss))),
    ("Only the start with the lowest loss", best_start_first),
    ("the best of the starts", chosen(lambda loss, starts, ends: min(starts, key=loss))),
    ("the smallest θ", chosen(lambda loss, starts, ends: min(ends))),
    (
        "the start of the best descent",
        chosen(lambda loss, starts, ends: min(zip(map(loss, ends), starts, strict=True))[1]),
    ),
)


def loss_of_the_start(loss, slope, starts):
    start = min(starts, key=lambda start: loss(down(slope, start)))
    return down(slope, start), loss(start)


def never_below_zero(loss, slope, starts):
    best, lowest = None, 0
    for start in starts:
        theta = down(slope, start)
        if loss(theta) < lowest:
            best, lowest = theta, loss(theta)
    return best, lowest


def a_start_of_its_own(loss, slope, starts):
    return by_loops(loss, slope, [*starts, 2.0])


def not_to_the_end(loss, slope, starts):
    ends = []
    for theta in starts:
        while abs(slope(theta)) > 1e-4:
            theta = theta - slope(theta)
        ends.append((theta, loss(theta)))
    return min(ends, key=lambda end: end[1])


def one_step(loss, slope, starts):
    theta = min((down(slope, start, 1) for start in starts), key=loss)
    return theta, loss(theta)


def forgets_the_last(loss, slope, starts):
    return by_loops(loss, slope, starts[:-1] or starts)


OTHER_FAULTS = (
    ("one number; asked for is the pair (theta, loss)", lambda *q: by_loops(*q)[0]),
    ("As theta it returned an array of shape (1,)", lambda *q: (np.array(by_loops(*q)[:1]), 0.0)),
    ("As theta it returned something of type NoneType", never_below_zero),
    ("The two do not belong together: at θ = 3 the loss is 1.0000", loss_of_the_start),
    ("At θ = 1.5000 the slope is still −0.7500", one_step),
    ("None of these starts leads there: the lowest of their ends", a_start_of_its_own),
    ("300 steps with η = 1 are asked for, from every start.", not_to_the_end),
    ("lower end: descent from −0.5 leads to a loss of", forgets_the_last),
    ("changed starts in place", lambda loss, slope, starts: by_loops(loss, slope, [starts.pop()])),
    ("never looks at s.", lambda loss, s, starts: (starts[0], loss(starts[0]))),
    ("It never looks at loss", lambda loss, slope, starts: (down(slope, starts[0]), 0.0)),
)
