"""X1: guess_and_check(loss, theta, step, tries, rng)."""

import numpy as np


def by_normal(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = theta + step * rng.standard_normal(len(theta))
        if loss(guess) < L:
            theta, L = guess, loss(guess)
    return theta, L


def by_uniform(loss, theta, step, tries, rng):
    best, lowest = theta.copy(), float(loss(theta))
    for _ in range(tries):
        guess = best + rng.uniform(-step, step, best.shape)
        L = loss(guess)
        if lowest > L:
            best[:] = guess
            lowest = L
    return best.tolist(), lowest


def by_asking_again(loss, theta, step, tries, rng):
    for change in step * (2 * rng.random((tries, theta.size)) - 1):
        if loss(theta + change) <= loss(theta):
            theta = theta + change
    return theta, loss(theta)


def by_min(loss, theta, step, tries, rng):
    while tries:
        tries -= 1
        guess = theta + rng.normal(scale=step, size=len(theta))
        theta = min(theta, guess, key=loss)
    return [theta, np.array(loss(theta))]


def in_any_direction(loss, theta, step, tries, rng):
    seen = [(loss(theta), 0, theta)]
    for t in range(1, tries + 1):
        direction = rng.normal(size=len(theta))
        guess = min(seen)[2] + step * rng.random() * direction / np.linalg.norm(direction)
        seen.append((loss(guess), t, guess))
    return min(seen)[2], min(seen)[0]


RIGHT = (by_normal, by_uniform, by_asking_again, by_min, in_any_direction)
PRAISED = "or 31 steps along the gradient with η = 0.3"
SOLUTION = r"theta\s*\+\s*step|best\s*\+\s*(step|rng)|loss\(guess\)\s*<|<\s*L\b|>\s*L:"


def keeps_the_worse(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = theta + step * rng.standard_normal(len(theta))
        if loss(guess) > L:
            theta, L = guess, loss(guess)
    return theta, L


def keeps_every_guess(loss, theta, step, tries, rng):
    for _ in range(tries):
        theta = theta + step * rng.standard_normal(len(theta))
        L = loss(theta)
    return theta, L if tries else loss(theta)


def changes_the_best_itself(loss, theta, step, tries, rng):
    theta = theta.copy()
    L = loss(theta)
    for _ in range(tries):
        guess = theta
        guess += step * rng.standard_normal(len(theta))
        if loss(guess) < L:
            theta, L = guess, loss(guess)
    return theta, loss(theta)


def wanders(loss, theta, step, tries, rng):
    best, lowest = theta, loss(theta)
    for _ in range(tries):
        theta = theta + step * rng.standard_normal(len(theta))
        if loss(theta) < lowest:
            best, lowest = theta, loss(theta)
    return best, lowest


def around_0(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = step * rng.standard_normal(len(theta))
        if loss(guess) < L:
            theta, L = guess, loss(guess)
    return theta, L


def around_the_start(loss, theta, step, tries, rng):
    best, lowest = theta, loss(theta)
    for _ in range(tries):
        guess = theta + step * rng.uniform(-1, 1, len(theta))
        if loss(guess) < lowest:
            best, lowest = guess, loss(guess)
    return best, lowest


def beats_the_start(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = theta + step * rng.standard_normal(len(theta))
        if loss(guess) < L:
            theta = guess
    return theta, loss(theta)


def beats_the_start_by_uniform(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = theta + rng.uniform(-step, step, theta.size)
        if loss(guess) < L:
            theta = guess
    return theta, L


def with_changes(draw):
    """The right search with other changes: draw(rng, D, step)."""

    def function(loss, theta, step, tries, rng):
        L = loss(theta)
        for _ in range(tries):
            guess = theta + draw(rng, len(theta), step)
            if loss(guess) < L:
                theta, L = guess, loss(guess)
        return theta, L

    return function


def throws_once(loss, theta, step, tries, rng):
    change = step * rng.standard_normal(len(theta))
    return with_changes(lambda rng, D, step: change)(loss, theta, step, tries, rng)


def guesses_anywhere(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = rng.uniform(-3, 3, len(theta))
        if loss(guess) < L:
            theta, L = guess, loss(guess)
    return theta, L + 0 * step


def with_other_dice(loss, theta, step, tries, rng):
    return by_uniform(loss, theta, step, tries, np.random.default_rng(1))


MISTAKES = (
    ("It never draws from rng. Only with the dice", with_other_dice),
    ("It keeps what is worse", keeps_the_worse),
    ("Every guess is kept", keeps_every_guess),
    ("Every guess is kept", changes_the_best_itself),
    ("It wanders off", wanders),
    ("the same step", throws_once),
    ("by the same random number", with_changes(lambda rng, D, step: step * rng.normal())),
    ("the same sign", with_changes(lambda rng, D, step: step * rng.random(D))),
    ("when step gets smaller", with_changes(lambda rng, D, step: rng.standard_normal(D))),
    ("when step gets smaller", guesses_anywhere),
    ("lie around 0", around_0),
    ("around the start", around_the_start),
    ("whenever it beats the start", beats_the_start),
    ("whenever it beats the start", beats_the_start_by_uniform),
)


def its_own_dice(loss, theta, step, tries, rng):
    return by_normal(loss, theta, step, tries, np.random.default_rng(7 if rng else 8))


def in_place(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        change = step * rng.standard_normal(len(theta))
        theta += change
        if loss(theta) < L:
            L = loss(theta)
        else:
            theta -= change
    return theta, L


def returns_at_once(loss, theta, step, tries, rng):
    L = loss(theta)
    for _ in range(tries):
        guess = theta + step * rng.standard_normal(len(theta))
        if loss(guess) < L:
            return guess, loss(guess)
    return theta, L


def stale_loss(loss, theta, step, tries, rng):
    return by_normal(loss, theta, step, tries, rng)[0], loss(theta)


def last_guess(loss, theta, step, tries, rng):
    best, L = by_normal(loss, theta, step, max(0, tries - 1), rng)
    guess = best + step * rng.standard_normal(len(theta))
    return (guess, loss(guess)) if loss(guess) < loss(theta) and tries else (best, L)


def counts_what_it_keeps(loss, theta, step, tries, rng):
    best, L, kept = theta, loss(theta), 0
    while kept < tries and L > 1e-3:
        guess = best + step * rng.uniform(-1, 1, len(theta))
        if loss(guess) < L:
            best, L, kept = guess, loss(guess), kept + 1
    return best, L


OTHER_FAULTS = (
    ("returned one array; asked for is the pair", lambda *q: by_normal(*q)[0]),
    ("at 8 new places; tries = 5 guesses", counts_what_it_keeps),
    ("of shape (3, 2); asked for is the pair (theta, loss)", lambda *q: np.zeros((3, 2))),
    ("As theta it returned one number", lambda *q: by_normal(*q)[::-1]),
    ("never draws from rng", its_own_dice),
    ("changed theta in place", in_place),
    ("at one new place; tries = 5 guesses", returns_at_once),
    ("The two do not belong together", stale_loss),
    (
        "at 4 new places; tries = 5 guesses",
        lambda loss, t, s, n, r: by_normal(loss, t, s, n - 1, r),
    ),
    ("was one with a loss of", last_guess),
    ("steps away", with_changes(lambda rng, D, step: 30 * step * rng.standard_normal(D))),
    (
        "loss is still",
        with_changes(lambda rng, D, step: step * rng.uniform(-1, 1, D) * np.eye(D)[0]),
    ),
    ("guesses lie", with_changes(lambda rng, D, step: step / 60 * rng.standard_normal(D))),
    ("guesses lie", with_changes(lambda rng, D, step: step**2 * rng.uniform(-1, 1, D))),
    (
        "never looks at loss and rng",
        lambda loss, theta, step, tries, rng: (theta + step * tries, 0.0),
    ),
)
