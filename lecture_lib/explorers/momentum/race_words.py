"""What happens in a race, in words."""

import numpy as np

from lecture_lib.explorers.line_words import ARRIVED
from lecture_lib.explorers.momentum.racers import FAR, RACERS
from lecture_lib.stage import Readout

TEMPLATE = "After {price} {unit}: {reached}{rest}{lost}"
REACHED = "the bottom was reached by {}."
REST = ("", " Lowest of the others: {leader}, {height} above L*.")
LOST = " Diverged: {}."


def describe(excess, prices, unit):
    """Return the sentence of the race for every learning rate and price.

    Parameters
    ----------
    excess : dict of str to array (takes or 1, frames)
        L - L* of each optimizer in the race.
    prices : array (frames,)
    unit : str
        What the price is counted in.

    Returns
    -------
    Readout
    """
    keys = list(excess)
    takes = max((len(heights) for heights in excess.values()), default=1)
    table = np.array([np.broadcast_to(excess[key], (takes, len(prices))) for key in keys])
    table = table.reshape(len(keys), takes, len(prices))  # also where nobody runs
    reached, lost = table < ARRIVED, table > FAR
    bottom, there = _story(keys, reached, prices, "nobody is at the bottom.", REACHED, True)
    fallen, gone = _story(keys, lost, prices, "", LOST, False)
    done = np.maximum.accumulate(reached | lost, axis=-1)
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
        },
        digits={"height": 6},
        words={
            "unit": (unit,),
            "reached": bottom,
            "rest": REST,
            "leader": [RACERS[key].name for key in keys] or [""],
            "lost": fallen,
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
