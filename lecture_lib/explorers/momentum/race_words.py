"""What happens in a race, in words."""

import numpy as np

from lecture_lib.experiments.race import FAR, RACERS
from lecture_lib.explorers.line_words import ARRIVED
from lecture_lib.stage import Readout

TEMPLATE = "After {price} {unit}: {reached}{rest}{lost}{stopped}"
REACHED = "the bottom was reached by {}."
REST = ("", " Lowest of the others: {leader}, {height} above L*.")
LOST = " Diverged: {}."
STOPPED = " Stopped, as from there on rounding decides the path: {}."


def describe(excess, stopped, prices, unit):
    """Return the sentence of the race for every learning rate and price.

    Parameters
    ----------
    excess : dict of str to array (takes or 1, frames)
        L - L* of each optimizer in the race.
    stopped : dict of str to bool array (takes or 1, frames)
        Whether it has stopped because rounding decides.
    prices : array (frames,)
    unit : str
        What the price is counted in.

    Returns
    -------
    Readout
    """
    keys = list(excess)
    takes = max((len(heights) for heights in excess.values()), default=1)
    shape = (takes, len(prices))
    table, still = (
        np.array([np.broadcast_to(each[key], shape) for key in keys]).reshape(-1, *shape)
        for each in (excess, stopped)  # reshaped, as there may be nobody who runs
    )
    reached, lost, still = table < ARRIVED, table > FAR, still.astype(bool)
    bottom, there = _story(keys, reached, prices, "nobody is at the bottom.", REACHED, True)
    fallen, gone = _story(keys, lost, prices, "", LOST, False)
    halted, where = _story(keys, still, prices, "", STOPPED, True)
    done = np.maximum.accumulate(reached | lost | still, axis=-1)
    height = np.where(done, np.inf, table)
    racing = ~done.all(axis=0)
    leader = height.argmin(axis=0) if keys else there  # if nobody runs, nobody leads
    return Readout(
        TEMPLATE,
        values={
            "price": prices[None],
            "unit": np.zeros((1, 1)),
            "reached": there,
            "rest": racing,
            "leader": leader,
            "height": np.where(racing, height.min(axis=0, initial=np.inf), 0),
            "lost": gone,
            "stopped": where,
        },
        digits={"height": 6},
        words={
            "unit": (unit,),
            "reached": bottom,
            "rest": REST,
            "leader": [RACERS[key].name for key in keys] or [""],
            "lost": fallen,
            "stopped": halted,
        },
    )


def _story(keys, happened, prices, before, text, when):
    """Say to whom something has happened, in the order in which it did.

    Parameters
    ----------
    keys : list of str
    happened : bool array (keys, takes, frames)
    prices : array (frames,)
    before : str
        What is said while it has happened to nobody.
    text : str
        With a place for the names.
    when : bool
        Say at what price, too.

    Returns
    -------
    words : list of str
    which : int array (takes, frames)
        The one to be said.
    """
    words, which = [before], np.zeros(happened.shape[1:], int)
    for take in range(happened.shape[1]):
        first = enumerate(happened[:, take].argmax(axis=-1))
        events = sorted((frame, k) for k, frame in first if happened[k, take, frame])
        named = []
        for frame, k in events:
            named.append(RACERS[keys[k]].name + (f" ({prices[frame]})" if when else ""))
            which[take, frame:] = len(words)
            words.append(text.format(", ".join(named)))
    return words, which
