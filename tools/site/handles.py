"""The handles of an explorer that a page can play, and the places to which they lead."""

from itertools import pairwise

import numpy as np

from lecture_lib.stage.pack import in_pixels
from tools.site.axes import Axis, Reach, back, hand_of, hand_places, rest, show

SIDES = (15, 13, 11, 9, 7, 6, 5, 4)  # places of a handle along the longer side of its axes
PROBES = ((0.2, 0.3), (0.7, 0.2), (0.4, 0.8), (0.9, 0.6))  # places in a handle's axes


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


def within(handle, place):
    """Return a place in a handle's axes, as parts of their sides, in pixels of the figure."""
    box = handle.axes.bbox
    return np.array([box.x0, box.y0]) + np.array(place) * (box.width, box.height)


def drag(explorer, handle, place):
    """Drag a handle to a place in pixels of the figure."""
    x, y = handle.axes.transData.inverted().transform(place)
    explorer.dragged(handle.name, float(x), float(y))


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
