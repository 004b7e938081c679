"""What an explorer shows and does, written down so that a page can play it without a kernel.

The number in the hand is in the page already. Of the other controls as many as fit are played out
beforehand: each combination of their values is one node, with its pictures and takes. What is left
is disabled, and says that it needs Python.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product

import ipywidgets
import numpy as np

from lecture_lib.stage import Choice, Slider, Stage

MOST = 48  # combinations of one explorer
DRAWS = 3  # how often a button that draws anew is played before it begins again
TRAITS = {
    Slider: ("label", "options", "index", "disabled", "at_rest", "hint"),
    Choice: ("label", "options", "index", "disabled"),
    Stage: ("frame", "eager", "speed", "speeds"),
}


@dataclass
class Axis:
    """A control whose values are played out: a picker's options, or the presses of a button."""

    name: str
    size: int
    button: bool = False


@dataclass
class Plan:
    """What of an explorer is played: its axes, the buttons with one aim each, the handles."""

    axes: list = field(default_factory=list)
    aims: dict = field(default_factory=dict)
    drags: list = field(default_factory=list)
    left: list = field(default_factory=list)  # names of what needs Python


class Recording:
    """One explorer as it stands, for `player.js`.

    Parameters
    ----------
    explorer : Explorer
        Comes back to its state.
    files : Files
    """

    def __init__(self, explorer, files, most=MOST):
        self.explorer, self.files = explorer, files
        self.state, self.hand = explorer.state, explorer.controls[explorer.in_hand()]
        self.ids = {}
        with unseen(explorer):
            self.plan = planned(explorer, most)
        self.root = self._widget(explorer)

    def described(self):
        """Return all that the page needs, as JSON can say it."""
        explorer, plan = self.explorer, self.plan
        at = [start(explorer, axis) for axis in plan.axes]
        hidden = [] if explorer.more else list(explorer.MORE)
        explorer.more = True
        explorer._hide()
        nodes = self._nodes()
        explorer.more = not hidden
        explorer._hide()
        return {
            "explorer": {"name": type(explorer).__name__, "state": repr(self.state)},
            "root": self.root,
            "widgets": self.widgets,
            "stage": self.ids[explorer.stage],
            "hand": self.ids[self.hand],
            "axes": [self._axis(axis) for axis in plan.axes],
            "at": at,
            "aims": {self._id(name): aim for name, aim in plan.aims.items()},
            "drags": plan.drags,
            "reset": next(i for w, i in self.ids.items() if text_of(w) == "reset"),
            "more": next((i for w, i in self.ids.items() if text_of(w) == "more"), None),
            "behind": [self._id(name) for name in hidden],
            "needs": [
                *(self._id(name) for name in plan.left if name in explorer.controls),
                *(self.ids[tick] for tick in self._ticks()),
            ],
            "nodes": nodes,
        }

    def left(self):
        """Return what of it needs Python, as the page calls it."""
        ticks = [tick.description for tick in self._ticks()]
        return sorted({*map(self._called, self.plan.left), *ticks})

    def _called(self, name):
        control = self.explorer.controls.get(name)
        if control:
            return getattr(control, "label", "") or text_of(control)
        handles = {handle.name: handle.label for handle in self.explorer.stage.handles}
        return handles[name][:1].lower() + handles[name][1:]

    def _ticks(self):
        return [widget for widget in self.ids if isinstance(widget, ipywidgets.Checkbox)]

    def _axis(self, axis):
        return {"widget": self._id(axis.name), "size": axis.size, "button": axis.button}

    def _id(self, name):
        return self.ids[self.explorer.controls[name]]

    @property
    def widgets(self):
        """All widgets of the explorer, as the page builds them."""
        return {number: self._written(widget) for widget, number in self.ids.items()}

    def _widget(self, widget):
        self.ids[widget] = str(len(self.ids))
        for child in getattr(widget, "children", ()):
            self._widget(child)
        return self.ids[widget]

    def _written(self, widget):
        written = {"class": list(widget._dom_classes), "style": style_of(widget.layout)}
        if isinstance(widget, ipywidgets.Box):
            children = [self.ids[child] for child in widget.children]
            rows = not isinstance(widget, ipywidgets.VBox)
            return written | {"kind": "row" if rows else "column", "children": children}
        if isinstance(widget, ipywidgets.Button):
            return written | {"kind": "button", "text": widget.description}
        if isinstance(widget, ipywidgets.Checkbox):
            return written | {"kind": "tick", "text": widget.description, "value": widget.value}
        kind, traits = kind_of(widget), traits_of(widget)
        if kind is Stage:
            traits |= {"hand": f"IPY_MODEL_{self.ids[self.hand]}", "presses": {}, "error": ""}
        return written | {"kind": kind.__name__.lower(), "traits": traits}

    def _nodes(self):
        """Go to all combinations; tell what all controls and the picture are there."""
        places = list(product(*(range(axis.size) for axis in self.plan.axes)))
        nodes = [{"pictures": {}} for _ in places]
        for theme in ("dark", "light"):  # one after the other: what stays the same is drawn once
            self.explorer.stage.theme = theme
            for node, place in zip(nodes, places, strict=True):
                self._go(place)
                node["pictures"][theme] = self._picture()
                if theme == "light":
                    node |= self._controls()
        self._go(())
        return nodes

    def _go(self, place):
        explorer = self.explorer
        with unseen(explorer):
            back(explorer, self.state)
            for axis, value in zip(self.plan.axes, place, strict=False):
                set_axis(explorer, axis, value)
        explorer._follow()

    def _controls(self):
        """What the controls are, and which of them are in sight."""
        pickers = {w: i for w, i in self.ids.items() if isinstance(w, Slider | Choice)}
        traits = {number: traits_of(widget) for widget, number in pickers.items()}
        for name in self.plan.left:
            if name in self.explorer.controls and self._id(name) in traits:
                traits[self._id(name)]["disabled"] = True
        controls = self.explorer.controls.items()
        shown = {self._id(name): control.layout.display or "" for name, control in controls}
        return {"traits": traits, "shown": shown}

    def _picture(self):
        """Keep the files of the present picture."""
        stage, files = self.explorer.stage, self.files
        handles = [h for h in stage.scene["handles"] if h["name"] in self.plan.drags]
        return {
            "scene": files.describe(stage.scene | {"handles": handles}),
            "data": files.takes(stage.scene, stage.data),
            "under": files.sheet(stage.under),
            "over": files.sheet(stage.over),
        }


@contextmanager
def unseen(explorer):
    """Change an explorer without a picture of each change."""
    explorer._follow = lambda: None
    try:
        yield
    finally:
        del explorer._follow


def planned(explorer, most):
    """Decide what of an explorer is played out."""
    plan, state = Plan(), explorer.state
    hand = explorer.in_hand()
    pickers = {n: len(explorer.controls[n].options) for n in explorer.offers if n != hand}
    acts = [n for n in explorer.controls if n not in explorer.offers]
    for name in sorted(acts, key=acts.index):
        aim, draws = tried(explorer, name)
        if draws:
            plan.axes.append(Axis(name, DRAWS + 1, button=True))
        elif aim is not None:
            plan.aims[name] = aim
        else:
            plan.left.append(name)
    for name, size in sorted(pickers.items(), key=lambda item: item[1]):
        axis = Axis(name, size)
        room = size * np.prod([a.size for a in plan.axes], dtype=int) <= most
        if room and plays(explorer, plan.axes, axis):
            plan.axes.append(axis)
        else:
            plan.left.append(name)
    plan.drags = [h.name for h in explorer.stage.handles if moves_the_hand(explorer, h)]
    plan.left += [h.name for h in explorer.stage.handles if h.name not in plan.drags]
    back(explorer, state)
    return plan


def tried(explorer, name):
    """Press a button from three places of the hand: (the take it leads to, whether it draws anew).

    Its aim is {"index": …} where it moves the hand alone, always to the same place. It draws anew
    where the hand stays and the rest becomes something else with every press.
    """
    state, ends = explorer.state, []
    for index in places(explorer):
        back(explorer, state)
        hand_of(explorer).index = index
        before = [rest(explorer)]
        for _ in range(DRAWS):
            press(explorer, name)
            before.append(rest(explorer))
        ends.append((before, hand_of(explorer).index, index))
    back(explorer, state)
    rests = [end[0] for end in ends]
    same = all(r == rests[0] for r in rests)
    stays = all(where == index for _, where, index in ends)
    if same and stays and len(set(map(repr, rests[0]))) == DRAWS + 1:
        return None, True
    still = same and len(set(map(repr, rests[0]))) == 1
    goes = {where for _, where, _ in ends}
    return ({"index": goes.pop()} if still and len(goes) == 1 else None), False


def plays(explorer, axes, axis):
    """Whether a picker can be played: the hand stays, and the order of changes does not matter."""
    state, found = explorer.state, set()
    last = [a.size - 1 for a in axes]
    for index in places(explorer):
        back(explorer, state)
        hand_of(explorer).index = index
        set_axis(explorer, axis, axis.size - 1)
        same = hand_of(explorer).index == min(index, len(hand_of(explorer).options) - 1)
        found.add((repr(rest(explorer)), same))
    back(explorer, state)
    ways = set()
    for order in (
        [*zip(axes, last, strict=True), (axis, axis.size - 1)],
        [(axis, axis.size - 1), *zip(axes, last, strict=True)],
    ):
        back(explorer, state)
        for each, value in order:
            set_axis(explorer, each, value)
        ways.add(repr(rest(explorer)))
    back(explorer, state)
    return len(found) == 1 and next(iter(found))[1] and len(ways) == 1


def moves_the_hand(explorer, handle):
    """Whether dragging a handle does no more than to move what is in the hand."""
    if handle.pressed is not None or handle.track.mode != "all" or not hasattr(explorer, "dragged"):
        return False
    state, points = explorer.state, handle.track.points
    takes = places(explorer)
    if points.shape[0] < len(hand_of(explorer).options):
        return False
    before = rest(explorer)
    for take in takes:
        back(explorer, state)
        frame = min(explorer.stage.frame, points.shape[1] - 1)
        ends = points[take, frame]
        x, y = ends[0] + handle.part * (ends[-1] - ends[0]) if handle.part else ends[0]
        if not np.isfinite([x, y]).all():
            return False
        explorer.dragged(handle.name, float(x), float(y))
        if rest(explorer) != before or hand_of(explorer).index != take:
            back(explorer, state)
            return False
    back(explorer, state)
    return True


def places(explorer):
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


def press(explorer, name):
    """Press a button."""
    getattr(explorer, name)()


def set_axis(explorer, axis, value):
    """Choose an option, or press a button some times."""
    if axis.button:
        for _ in range(value):
            press(explorer, axis.name)
    else:
        explorer.controls[axis.name].index = value


def start(explorer, axis):
    """Return where an axis stands before anything was done."""
    return 0 if axis.button else explorer.controls[axis.name].index


def kind_of(widget):
    """Return what sort of widget with a module of its own it is."""
    for kind in TRAITS:
        if isinstance(widget, kind):
            return kind
    raise TypeError(f"explorer must consist of boxes and controls, got {widget!r}")


def traits_of(widget):
    """Return what the page needs to know of a widget."""
    return {name: getattr(widget, name) for name in TRAITS[kind_of(widget)]}


def text_of(widget):
    """Return the text of a button, nothing for other widgets."""
    return widget.description if isinstance(widget, ipywidgets.Button) else ""


def style_of(layout):
    """Return a layout as CSS properties."""
    names = (name for name in layout.keys if not name.startswith("_") and name != "display")
    style = {name.replace("_", "-"): getattr(layout, name) for name in names}
    style["gap"] = style.pop("grid-gap", None)
    return {name: value for name, value in style.items() if value is not None}
