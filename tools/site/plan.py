"""What of an explorer a page can play: which controls and handles, and over which values.

Each of them is an axis, a list of values. All combinations are recorded, so there must be room for
them: where there is not, sliders and handles get fewer places, and at last a control is left to
Python.
"""

from math import prod

from lecture_lib.stage import Slider
from tools.site.axes import Axis, Plan, back, hand_of, hand_places, rest, unseen
from tools.site.handles import handles, lattices, moves

DRAWS = 3  # how often a button that draws anew is played before it begins again
FEWEST = 5  # values that a slider keeps when it is thinned out


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
    state, hidden = explorer.state, {*explorer.unused()} & {*explorer.offers}
    for name in explorer.offers:
        for index in range(len(explorer.controls[name].options)):
            if not hidden:  # as a rule: nothing is, or another model shows it
                break
            back(explorer, state)
            explorer.controls[name].index = index
            hidden &= {*explorer.unused()}
    back(explorer, state)
    return hidden


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
