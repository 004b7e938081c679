"""The states of every explorer, from what it declares; what has no control is listed here."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lecture_lib import checks, explorers
from lecture_lib.experiments.backprop_faults import NAMES
from lecture_lib.explorers.backprop.detective import NETWORKS
from lecture_lib.explorers.entropy.guess import PRESETS
from lecture_lib.explorers.momentum.race import RACERS
from lecture_lib.explorers.state import Slide, State, one_of, within

KINDS = [getattr(explorers, name) for name in explorers.WHERE]

WEIGHT = st.integers(-80, 80).map(lambda notch: notch / 20)
PLACE = st.tuples(WEIGHT, WEIGHT)
SHARES = (
    st.lists(st.integers(0, 9), min_size=4, max_size=4)
    .filter(any)
    .map(lambda parts: tuple(part / sum(parts) for part in parts))
)
# Parts of a state that no control moves, and whose check does not say what passes.
PLAIN = {
    "accused": st.lists(
        st.tuples(st.sampled_from(NETWORKS), st.integers(1, 3), st.sampled_from(NAMES)), max_size=6
    ),
    "bends": st.tuples(*4 * [st.floats(-3, 3)]),
    "corners": st.sampled_from([(-2.4, -1.0, 0.0, 2.3), (-1.0, -0.9, 0.0, 1.0)]),
    "face": st.tuples(st.floats(-1.45, 1.45), st.floats(-0.9, 1.9)),
    "faces": st.lists(st.integers(0, 23), min_size=1, unique=True),
    "level": st.floats(-2, 2),
    "line": st.tuples(WEIGHT, WEIGHT, WEIGHT),
    "p": SHARES,
    "q": SHARES,
    "racers": st.sets(st.sampled_from(tuple(RACERS))).map(tuple),
    "seed": st.integers(0, 5),
    "start": PLACE,
    "steps": st.sampled_from([1, 30]),
    "theta": PLACE,
    "visited": st.lists(PLACE, max_size=30),
}
SPECIAL = {  # where the same name means something else, or the choice depends on more
    (explorers.CloudExplorer, "batch_size"): st.integers(1, 6),
    (explorers.DistributionExplorer, "p"): st.lists(st.floats(-0.6, 1.6), min_size=10, max_size=10),
    (explorers.FlowExplorer, "theta"): st.tuples(*9 * [WEIGHT.filter(lambda w: abs(w) <= 3)]),
    (explorers.GuessExplorer, "p"): st.sampled_from(tuple(PRESETS.values())) | SHARES,
    (explorers.SearchExplorer, "steps"): st.integers(0, 3),
    (explorers.WiringExplorer, "theta"): st.tuples(*9 * [st.integers(-20, 20)]),
    (explorers.StepExplorer, "start"): st.floats(0.1, 4) | st.floats(-4, -0.1),
}


def parts(kind):
    """The parts of an explorer's state, each as it is declared."""
    members = {name: item for cls in reversed(kind.__mro__) for name, item in vars(cls).items()}
    return {name: item for name, item in members.items() if isinstance(item, State)}


def states(kind):
    """A strategy for states, each with some of their parts."""
    optional = {name: values(kind, name, part) for name, part in parts(kind).items()}
    return st.fixed_dictionaries({}, optional=optional)


def examples(kind):
    """One state with some parts that Hypothesis chose, the same on every machine."""
    found = []

    @settings(max_examples=2)
    @given(states(kind))
    def choose(state):
        found.append(state)

    choose()
    return found[1:]  # the first is the simplest: {}


def values(kind, name, part):
    """A strategy for the values of one part: the notches of a slider, and those between them."""
    if (kind, name) in SPECIAL:
        return SPECIAL[kind, name]
    if isinstance(part, Slide):
        return st.sampled_from(part.values) | between(part)
    if part.check is one_of:
        return st.sampled_from(*part.bounds)
    if part.check is within:
        return st.floats(*part.bounds)
    if part.check is checks.flag:
        return st.booleans()
    return PLAIN[name]


def between(part):
    """A strategy for what a slider takes besides its notches."""
    low, high = part.values[0], part.values[-1]
    if part.check in (within, checks.positive, checks.fraction):
        return st.floats(low, high)
    if part.check is checks.count:
        return st.integers(low, high)
    return st.nothing()


def another(kind):
    """A state in which every control is set to another value than at first."""
    state = {}
    for name, part in parts(kind).items():
        if isinstance(part, Slide) and (kind, name) not in SPECIAL:
            first = (
                part.values.index(part.default_value) if part.default_value in part.values else 0
            )
            state[name] = part.values[(first + len(part.values) // 2) % len(part.values)]
    return state | MOVED.get(kind, {})


MOVED = {  # where that would not show: what is moved belongs to a tuple, or there is no control
    explorers.CloudExplorer: {"batch_size": 3, "theta": (-1.0, 0.5)},
    explorers.CrossEntropyExplorer: {"p": (0.5, 0.5, 0, 0), "q": (0, 1, 0, 0), "outcome": 0},
    explorers.SurfaceExplorer: {"w0": -1.0, "w1": 2.0},
    explorers.WiringExplorer: {"theta": tuple(range(-4, 5)), "weight": "v₁"},
}


def refused(part):
    """Values that a part's check says it refuses, each with the kind of error."""
    low, high = [*part.bounds, *part.named.values(), None, None][:2]
    if part.check is within:
        return [(low - 0.1, ValueError), (high + 0.1, ValueError), ("far", TypeError)]
    if part.check is checks.positive:
        return [(0, ValueError), (float("nan"), ValueError), ("fast", TypeError)]
    if part.check is checks.fraction:
        return [(1.0, ValueError), (-0.1, ValueError)]
    if part.check is checks.count:
        named = {"low": 1} | dict(zip(("low",), part.bounds, strict=False)) | part.named
        above = [(named["high"] + 1, ValueError)] if "high" in named else []
        return [(named["low"] - 1, ValueError), (0.5, TypeError), *above]
    if part.check is one_of:
        return [("none of these", ValueError)]
    return [(1, TypeError)] if part.check is checks.flag else []
