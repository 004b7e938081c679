"""What of an explorer a page can play: which controls and handles, and over which values.

Each of them is an axis, a list of values. All combinations are recorded, so there must be room for
them: where there is not, sliders and handles get fewer places, and at last a control is left to
Python.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod

import numpy as np

from lecture_lib.stage import Slider
from lecture_lib.stage.pack import in_pixels

DRAWS = 3  # how often a button that draws anew is played before it begins again
FEWEST = 5  # values that a slider keeps when it is thinned out
SIDES = (15, 13, 11, 9, 7, 6, 5, 4)  # places of a handle along the longer side of its axes
PROBES = ((0.2, 0.3), (0.7, 0.2), (0.4, 0.8), (0.9, 0.6))  # places in a handle's axes


@dataclass
class Axis:
    """A control or handle whose values are played out.

    Parameters
    ----------
    name : str
    kind : {"pick", "press", "place", "held"}
        The values are positions among the options of a picker, or how often a button is pressed,
        or parts of the state: to which a handle leads, or what is picked with the number that is
        not in the hand then.
    grades : list of list
        The values, all of them first, then fewer and fewer.
    first : object
        The present value.
    """

    name: str
    kind: str
    grades: list
    first: object
    grade: int = 0

    @property
    def values(self):
        """The values that are played out."""
        return self.grades[self.grade]

    @property
    def start(self):
        """Which of them is the present one."""
        return self.values.index(self.first)

    def go(self, explorer, index):
        """Bring an explorer to one of the values."""
        value = self.values[index]
        if self.kind == "pick":
            explorer.controls[self.name].index = value
        elif self.kind == "press":
            for _ in range(value):
                getattr(explorer, self.name)()
        else:
            explorer.set(**value)


@dataclass
class Reach:
    """What is moved when a handle is dragged.

    Parameters
    ----------
    axes : list of str
    hand : bool
        Whether the hand moves, too.
    other : str, optional
        The handle at the other end of the line, which passes where that is.
    rewinds : bool
        Whether the first step is shown then.
    step : float
        From place to place, in CSS pixels.
    """

    axes: list
    hand: bool
    other: str | None
    rewinds: bool
    step: float


@dataclass
class Plan:
    """What of an explorer is played.

    Parameters
    ----------
    axes : list of Axis
    aims : dict
        Buttons with one aim each: {"index": of the hand}, or {"axis": name, "value": position}.
    drags : list of str
        Handles that move the hand alone.
    places : dict of str to Reach
        Handles that move something else, or the hand and something else.
    left : list of str
        Controls and handles that need Python.
    thinned : list of str
        Controls that have fewer values than in Python.
    """

    axes: list = field(default_factory=list)
    aims: dict = field(default_factory=dict)
    drags: list = field(default_factory=list)
    places: dict = field(default_factory=dict)
    left: list = field(default_factory=list)

    @property
    def thinned(self):
        """Sliders with fewer values than in Python."""
        return [axis.name for axis in self.axes if axis.kind == "pick" and axis.grade]


def planned(explorer, room):
    """Decide what of an explorer is played out; it comes back to its state.

    Parameters
    ----------
    explorer : Explorer
    room : callable
        ``room(axes)`` says how many combinations of these axes may be recorded.
    """
    plan, frame = Plan(), explorer.stage.frame
    with unseen(explorer):
        buttons(explorer, plan)
        pickers(explorer, plan)
        moved = {
            handle.name: names
            for handle in explorer.stage.handles
            if (names := moves(explorer, handle)) is not None
        }
        lattices(explorer, plan, moved)
        if plan.axes:
            fit(plan, room(plan.axes))
        handles(explorer, plan, moved)
    explorer.stage.frame = frame
    return plan


@contextmanager
def unseen(explorer):
    """Change an explorer without a picture of each change; bring it back."""
    state, explorer._follow = explorer.state, lambda: None
    try:
        yield
    finally:
        back(explorer, state)
        del explorer._follow
        explorer._follow()


def show(explorer):
    """Show the state of an explorer that is changed unseen."""
    type(explorer)._follow(explorer)


def buttons(explorer, plan):
    """Sort the buttons: those that draw anew or switch, those with an aim, the others."""
    for name in [name for name in explorer.controls if name not in explorer.offers]:
        aim, presses = tried(explorer, name)
        if presses:
            grades = [list(range(presses)), *([[0, 1]] if presses > 2 else [])]
            plan.axes.append(Axis(name, "press", grades, 0))
        elif aim is not None:
            plan.aims[name] = {"index": aim}
        else:
            plan.left.append(name)


def pickers(explorer, plan):
    """Sort the pickers: those that can be played, and the others; nobody misses what is hidden."""
    names = {*explorer.offers} - {explorer.in_hand()} - never_seen(explorer)
    for name in sorted(names, key=lambda name: (len(explorer.controls[name].options), name)):
        control = explorer.controls[name]
        grades = [list(range(len(control.options)))]
        if isinstance(control, Slider):
            grades = thinner(grades[0], control.index)
        axis = Axis(name, "pick", grades, control.index)
        if plays(explorer, plan.axes, axis):
            plan.axes.append(axis)
        elif values := exchanged(explorer, axis):
            present = next(value for value in values if explorer.state | value == explorer.state)
            plan.axes.append(Axis(name, "held", [values], present))
        else:
            plan.left.append(name)


def exchanged(explorer, axis):
    """Return what is picked with each value of the other number, where one of two is in the hand.

    None if a picker does more than to put the other one there.
    """
    offer, state, values = explorer._hand, explorer.state, []
    if getattr(offer, "together", True) or len(offer.names) != 2:
        return None
    for index in range(len(axis.values)):
        axis.go(explorer, index)
        picked = getattr(explorer, axis.name)
        (other,) = {*offer.names} - {explorer.held}
        same = explorer.state | {axis.name: state[axis.name]} == state
        back(explorer, state)
        if not same or state[other] not in offer.values:
            return None
        values += [
            dict(sorted({axis.name: picked, other: value}.items())) for value in offer.values
        ]
    return values


def never_seen(explorer):
    """Return the names of the pickers that are hidden whatever is picked."""
    state, hidden = explorer.state, set(explorer.unused())
    for name in explorer.offers:
        for index in range(len(explorer.controls[name].options)):
            back(explorer, state)
            explorer.controls[name].index = index
            hidden &= set(explorer.unused())
    back(explorer, state)
    return hidden & {*explorer.offers}


def thinner(values, first):
    """Return the values, then fewer and fewer of them, with both ends and the present one."""
    grades = [values]
    for stride in range(2, len(values)):
        if len(grades[-1]) <= FEWEST:
            break
        kept = {values[0], first, values[-1], *values[first % stride :: stride]}
        if len(kept) < len(grades[-1]):
            grades.append(sorted(kept))
    return grades


def moves(explorer, handle):
    """Return the parts of the state that a handle moves; None for what is no such handle."""
    if handle.pressed is not None or handle.track.mode != "all" or not hasattr(explorer, "dragged"):
        return None
    state, names = explorer.state, set()
    for place in PROBES:
        try:
            drag(explorer, handle, within(handle, place))
        except ValueError:  # a line through one point is none
            return None
        names |= {name for name, value in explorer.state.items() if value != state[name]}
        back(explorer, state)
    return names


def moved_along(explorer, handle):
    """Return along which of its axes a handle that is dragged changes the state."""
    state, found = explorer.state, []
    for places in (((0.3, 0.4), (0.7, 0.4)), ((0.3, 0.4), (0.3, 0.8))):
        ends = []
        for place in places:
            drag(explorer, handle, within(handle, place))
            ends.append(explorer.state)
            back(explorer, state)
        if ends[0] != ends[1]:
            found.append(places)
    return found


def within(handle, place):
    """Return a place in a handle's axes, as parts of their sides, in pixels of the figure."""
    box = handle.axes.bbox
    return np.array([box.x0, box.y0]) + np.array(place) * (box.width, box.height)


def drag(explorer, handle, place):
    """Drag a handle to a place in pixels of the figure."""
    x, y = handle.axes.transData.inverted().transform(place)
    explorer.dragged(handle.name, float(x), float(y))


def lattices(explorer, plan, moved):
    """Make an axis of places for each part of the state that no control moves but a handle."""
    controlled = {name for offer in explorer.offers.values() for name in offer.names}
    for handle in explorer.stage.handles:
        names = moved.get(handle.name)
        if not names or names & controlled or axis_of(plan, names):
            continue
        present = {name: explorer.state[name] for name in sorted(names)}
        if sum(map(np.size, present.values())) > len(moved_along(explorer, handle)):
            continue  # it matters where it was before
        aims = {name: led for name in plan.left if (led := leads(explorer, name, names))}
        grades = [[present, *aims.values(), *lattice(explorer, handle, names, n)] for n in SIDES]
        plan.axes.append(Axis(handle.name, "place", [*map(without_twins, grades)], present))
        for value, name in enumerate(aims, 1):
            plan.aims[name] = {"axis": handle.name, "value": value}
            plan.left.remove(name)


def lattice(explorer, handle, names, side):
    """Return the parts of the state to which a handle leads from places at equal distances."""
    state, values = explorer.state, []
    for place in lattice_places(handle, side):
        drag(explorer, handle, place)
        values.append({name: getattr(explorer, name) for name in sorted(names)})
        back(explorer, state)
    return values


def lattice_places(handle, side):
    """Return places in a handle's axes, at equal distances, in pixels of the figure."""
    box, step = handle.axes.bbox, lattice_step(handle, side)
    nx, ny = round(box.width / step) + 1, round(box.height / step) + 1
    xs, ys = np.linspace(box.x0, box.x1, nx), np.linspace(box.y0, box.y1, ny)
    return [(x, y) for y in ys for x in xs]


def lattice_step(handle, side):
    """Return how far apart these places are."""
    return max(handle.axes.bbox.width, handle.axes.bbox.height) / (side - 1)


def without_twins(values):
    """Return each value once."""
    return list({repr(value): value for value in values}.values())


def leads(explorer, name, names):
    """Return the parts of the state that a button gives the same values from anywhere."""
    if name in explorer.offers or name not in explorer.controls:
        return None
    state, ends = explorer.state, []
    handle = next(h for h in explorer.stage.handles if moves(explorer, h) == names)
    for place in PROBES:
        drag(explorer, handle, within(handle, place))
        getattr(explorer, name)()
        ends.append(explorer.state)
        back(explorer, state)
    changed = {part for part, value in ends[0].items() if value != state[part]}
    if any(end != ends[0] for end in ends) or not changed or not changed <= names:
        return None
    return {part: ends[0][part] for part in sorted(names)}


def axis_of(plan, names):
    """Return the axis of places over these parts of the state."""
    axes = (axis for axis in plan.axes if axis.kind == "place")
    return next((axis for axis in axes if set(axis.first) == names), None)


def fit(plan, most):
    """Thin out the longest axes until all combinations have room; leave out what does not fit."""
    while prod(len(axis.values) for axis in plan.axes) > most:
        thinnable = [axis for axis in plan.axes if axis.grade + 1 < len(axis.grades)]
        if thinnable:
            max(thinnable, key=lambda axis: len(axis.values)).grade += 1
            continue
        longest = max(reversed(plan.axes), key=lambda axis: len(axis.values))
        plan.axes.remove(longest)
        for name in [name for name, aim in plan.aims.items() if aim.get("axis") == longest.name]:
            del plan.aims[name]
            plan.left.append(name)
        if longest.kind != "place":
            plan.left.append(longest.name)
        for axis in plan.axes:
            axis.grade = 0


def handles(explorer, plan, moved):
    """Sort the handles: those that move the hand alone, those that lead to axes, the others."""
    hand = set(explorer._hand.names)
    for handle in explorer.stage.handles:
        names = moved.get(handle.name)
        axes, found = axes_of(explorer, plan, names or set())
        if names is not None and names <= hand:
            kept = plan.drags if moves_the_hand(explorer, handle) else plan.left
            kept.append(handle.name)
        elif names and axes and names <= found | hand:
            plan.places[handle.name] = reach(explorer, plan, handle, axes, bool(names & hand))
        else:
            plan.left.append(handle.name)


def axes_of(explorer, plan, names):
    """Return the axes that move some of these parts of the state, and all the parts they move."""
    axes, found = [], set()
    for axis in plan.axes:
        offer = explorer.offers.get(axis.name)
        parts = set(axis.first) if axis.kind == "place" else set(offer.names if offer else ())
        if parts & names:
            axes.append(axis)
            found |= parts
    return axes, found


def reach(explorer, plan, handle, axes, hand):
    """Return what is moved when a handle is dragged."""
    steps = gaps(spots(explorer)[handle.name]) if hand else []
    for axis in axes:
        if axis.kind == "place":
            steps.append(lattice_step(handle, SIDES[axis.grade]))
        else:
            steps += gaps(neighbours(explorer, axis, handle))
    names, step = [axis.name for axis in axes], float(max(steps, default=handle.step))
    return Reach(names, hand, other_end(explorer, handle), rewinds(explorer, handle), step)


def neighbours(explorer, axis, handle):
    """Return where a handle is at the present value of an axis, and at those beside it."""
    state, found = explorer.state, []
    for index in range(max(0, axis.start - 1), min(len(axis.values), axis.start + 2)):
        axis.go(explorer, index)
        show(explorer)
        found.append(spot_of(explorer, handle.name))
        back(explorer, state)
    show(explorer)
    return found


def rewinds(explorer, handle):
    """Whether dragging a handle shows the first step."""
    state, stage = explorer.state, explorer.stage
    stage.frame = stage.frames - 1
    drag(explorer, handle, within(handle, PROBES[0]))
    shown = stage.frame
    back(explorer, state)
    return shown < stage.frames - 1


def other_end(explorer, handle):
    """Return the name of the other handle on the line, for a handle on a line."""
    ends = [each.name for each in explorer.stage.handles if each.name.startswith("line")]
    return next((n for n in ends if handle.name in ends and n != handle.name), None)


def gaps(places):
    """Return how far apart neighbours are: the usual distance."""
    away = [float(np.hypot(*(b - a))) for a, b in pairwise(np.array(places))]
    away = [distance for distance in away if np.isfinite(distance) and distance > 0]
    return [float(np.median(away))] if away else []


def spots(explorer):
    """Return where the handles are at the first step: {name: (takes or 1, 2)}, in CSS pixels."""
    size, found = explorer.stage.size, {}
    for handle in explorer.stage.handles:
        if handle.pressed is None and handle.track.mode == "all":
            ends = in_pixels(handle.axes.transData, handle.track.points[:, 0], size)
            first, second = ends[:, 0], ends[:, 1 if handle.part else 0]
            found[handle.name] = first + handle.part * (second - first)
    return found


def spot_of(explorer, name):
    """Return where a handle is in the present take."""
    takes = spots(explorer)[name]
    return takes[min(explorer.stage.take, len(takes) - 1)]


def tried(explorer, name):
    """Press a button from three places of the hand: (the take it leads to, how many it leads to).

    Its aim is a take where it moves the hand alone, always to the same place. Where the hand stays
    and the rest becomes something else with every press, it draws anew; where every second press
    brings all back, it switches.
    """
    state, ends = explorer.state, []
    for index in hand_places(explorer):
        back(explorer, state)
        hand_of(explorer).index = index
        before = [rest(explorer)]
        for _ in range(DRAWS):
            getattr(explorer, name)()
            before.append(rest(explorer))
        ends.append((before, hand_of(explorer).index, index))
    back(explorer, state)
    rests = [end[0] for end in ends]
    same = all(r == rests[0] for r in rests)
    stays = all(where == index for _, where, index in ends)
    written = [*map(repr, rests[0])]
    if same and stays:
        if len(set(written)) == DRAWS + 1:
            return None, DRAWS + 1
        if len(set(written)) == 2 and written[::2] == [written[0]] * len(written[::2]):
            return None, 2
    goes = {where for _, where, _ in ends}
    still = same and len(set(written)) == 1
    return (goes.pop() if still and len(goes) == 1 else None), 0


def plays(explorer, axes, axis):
    """Whether a picker can be played: the hand stays, and the order of changes does not matter."""
    state, found, last = explorer.state, set(), len(axis.values) - 1
    for index in hand_places(explorer):
        back(explorer, state)
        hand_of(explorer).index = index
        axis.go(explorer, last)
        same = hand_of(explorer).index == min(index, len(hand_of(explorer).options) - 1)
        found.add((repr(rest(explorer)), same))
    ends, ways = [(each, len(each.values) - 1) for each in axes], set()
    for order in ([*ends, (axis, last)], [(axis, last), *ends]):
        back(explorer, state)
        for each, value in order:
            each.go(explorer, value)
        ways.add(repr(rest(explorer)))
    back(explorer, state)
    return len(found) == 1 and next(iter(found))[1] and len(ways) == 1


def moves_the_hand(explorer, handle):
    """Whether a handle that is dragged to any of its places brings the hand there."""
    state, points = explorer.state, handle.track.points
    if points.shape[0] < len(hand_of(explorer).options):
        return False
    before, ok = rest(explorer), True
    for take in hand_places(explorer):
        back(explorer, state)
        frame = min(explorer.stage.frame, points.shape[1] - 1)
        ends = points[take, frame]
        x, y = ends[0] + handle.part * (ends[-1] - ends[0]) if handle.part else ends[0]
        if not np.isfinite([x, y]).all():
            ok = False
            break
        explorer.dragged(handle.name, float(x), float(y))
        ok = ok and rest(explorer) == before and hand_of(explorer).index == take
    back(explorer, state)
    return ok


def hand_places(explorer):
    """Return three places of the hand: both ends and the present one."""
    count = len(hand_of(explorer).options)
    return sorted({0, count - 1, hand_of(explorer).index})


def hand_of(explorer):
    """Return the control in the hand."""
    return explorer.controls[explorer.in_hand()]


def rest(explorer):
    """Return the state but for what is in the hand."""
    return explorer._hand.rest(explorer)


def back(explorer, state):
    """Bring an explorer back to a state."""
    explorer.set(**state)
