"""X5: early_stop(val_losses, patience)."""

import numpy as np


def by_loop(val_losses, patience):
    best = 0
    for step, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = step
        if step - best >= patience:
            break
    return best, step


def by_counter(val_losses, patience):
    lowest, best, bad = float("inf"), None, 0
    for step in range(len(val_losses)):
        if val_losses[step] < lowest:
            lowest, best, bad = val_losses[step], step, 0
        else:
            bad += 1
            if bad == patience:
                return best, step
    return best, len(val_losses) - 1


def by_argmin(val_losses, patience):
    for stop in range(len(val_losses)):
        best = np.argmin(val_losses[: stop + 1])
        if stop - best == patience:
            break
    return [best, stop]


def without_a_loop(val_losses, patience):
    steps = np.arange(len(val_losses))
    lowest = np.minimum.accumulate(val_losses)
    first = np.searchsorted(-lowest, -lowest, side="left")
    stop = min(np.append(steps[steps - first >= patience], steps[-1]))
    return np.array([first[stop], stop], dtype=float)


RIGHT = (by_loop, by_counter, by_argmin, without_a_loop)
PRAISED = "stops at step 107 and keeps step 87, with a validation loss of 0.1013"
SOLUTION = r"step\s*-\s*best\s*>=|bad\s*(\+=|==)|argmin\(\s*(val_)?losses"


def changed(change):
    """The right answer for other losses and another patience."""
    return lambda val_losses, patience: by_loop(*change(val_losses, patience))


def with_ties(val_losses, patience):
    best = 0
    for step, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best = step
        if step - best >= patience:
            break
    return best, step


def never_forgives(val_losses, patience):
    best, bad = 0, 0
    for step, loss in enumerate(val_losses):
        if loss < val_losses[best] or step == 0:
            best = step
        else:
            bad += 1
        if bad == patience:
            break
    return best, step


def bad_from_the_start(val_losses, patience):
    lowest, best, bad = val_losses[0], 0, 0
    for step, loss in enumerate(val_losses):
        if loss < lowest:
            lowest, best, bad = loss, step, 0
        else:
            bad += 1
        if bad == patience:
            break
    return best, step


def against_the_step_before(val_losses, patience, rises=np.greater_equal):
    best, bad = 0, 0
    for step, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = step
        bad = bad + 1 if step and rises(loss, val_losses[step - 1]) else 0
        if bad == patience:
            break
    return best, step


def knows_the_future(val_losses, patience):
    best = int(np.argmin(val_losses))
    return best, min(best + patience, len(val_losses) - 1)


def past_the_end(val_losses, patience):
    best, stop = by_loop(val_losses, patience)
    return best, stop if stop - best == patience else best + patience


def length_at_the_end(val_losses, patience):
    best, stop = by_loop(val_losses, patience)
    return best, stop if stop - best == patience else len(val_losses)


MISTAKES = (
    ("behind the last step", past_the_end),
    ("behind the last step", length_at_the_end),
    ("one step late", changed(lambda losses, patience: (losses, patience + 1))),
    ("Step 0 counts as a bad one", bad_from_the_start),
    ("one step early", changed(lambda losses, patience: (losses, patience - 1))),
    ("at the first step that is no new best", changed(lambda losses, patience: (losses, 1))),
    ("A tie counts", with_ties),
    ("You count all steps", never_forgives),
    ("from one step to the next", against_the_step_before),
    ("from one step to the next", lambda *q: against_the_step_before(*q, rises=np.greater)),
    ("It knows the future", knows_the_future),
    ("It knows the future", lambda losses, p: (np.argmin(losses), by_loop(losses, p)[1])),
    ("The best step is not the stop", lambda *q: (by_loop(*q)[1],) * 2),
    ("in the wrong order", lambda *q: by_loop(*q)[::-1]),
    ("1 too high", lambda *q: np.add(by_loop(*q), 1)),
)


def never_moves_on(val_losses, patience):
    step = best = 0
    while step - best < patience:
        if val_losses[step] < val_losses[best]:
            best = step
    return best, step


def only_where_it_runs_out(val_losses, patience):
    best, stop = by_loop(val_losses, patience)
    if stop - best == patience:
        return best, stop


def the_loss(val_losses, patience):
    best, stop = by_loop(val_losses, patience)
    return val_losses[best], stop


def stops_at_ties(val_losses, patience):
    for best in range(len(val_losses)):
        if all(later > val_losses[best] for later in val_losses[best + 1 : best + 1 + patience]):
            return best, best + patience
    return None


OTHER_FAULTS = (
    ("is 2 steps back already", stops_at_ties),
    ("one number; asked for is the pair (best step, stop step)", lambda *q: by_loop(*q)[0]),
    ("As best step it returned 0.5; asked for is the number of a step", the_loss),
    ("As stop step it returned something of type NoneType", lambda *q: (by_loop(*q)[0], None)),
    ("after 500,000 lines", never_moves_on),
    ("returned nothing", only_where_it_runs_out),
    (
        "stops at step 4. But at step 3 the best so far, step 1, is 2",
        lambda x, p: (1, len(x) - (p > 0)),
    ),
    ("stops at step 0, but may go on to step 3", lambda x, p: (0, int(x[0] > p))),
    ("first with the lowest loss is not step 0", lambda *q: (0, by_loop(*q)[1])),
    ("IndexError", lambda losses, patience: by_loop(losses, patience + losses[9])),
)
