"""What an explorer shows and does, written down so that a page can play it without a kernel.

The number in the hand is in the page already. Of the other controls and handles as many as have
room are played out beforehand (see `plan.py`): each combination of their values is one node, with
its pictures and takes. What is left is disabled, and says that it needs Python.
"""

import json
import zlib
from itertools import product

import ipywidgets
import numpy as np

from lecture_lib.stage import Choice, Slider, Stage
from lecture_lib.stage.pack import Pack
from tools.site.axes import show
from tools.site.files import squeezed
from tools.site.handles import spots
from tools.site.plan import planned

MOST = 640  # combinations of one explorer
BYTES = 6e6  # of all their takes, about: they are fetched one by one, when they are chosen
THEMES = ("light", "dark")  # it is light already
NOWHERE = 3e4  # CSS pixels: where a handle is that is not to be seen
TRAITS = {
    Slider: ("label", "options", "index", "disabled", "at_rest", "hint"),
    Choice: ("label", "options", "index", "disabled"),
    Stage: ("frame", "eager", "speed", "speeds"),
}


class Recording:
    """One explorer as it stands, for `player.js`.

    Parameters
    ----------
    explorer : Explorer
        Comes back to its state; once it is described, it is dark.
    files : Files
    most : int
        How many combinations are recorded at most.
    """

    def __init__(self, explorer, files, most=MOST):
        self.explorer, self.files, self.most = explorer, files, most
        self.state, self.hand = explorer.state, explorer.controls[explorer.in_hand()]
        self.ids = {}
        self.texts = {name: explorer.controls[name].options for name in explorer.offers}
        self.plan = planned(explorer, self._room)
        self.axes = {axis.name: number for number, axis in enumerate(self.plan.axes)}
        self.root = self._widget(explorer)

    def described(self):
        """Return all that the page needs, as JSON can say it."""
        explorer, plan = self.explorer, self.plan
        hidden = [] if explorer.more else list(explorer.MORE)
        explorer.more = True
        explorer._hide()
        nodes, where = self._nodes()
        explorer.more = not hidden
        explorer._hide()
        first = nodes[self._number([axis.start for axis in plan.axes])]
        return {
            "explorer": self._made(),
            "root": self.root,
            "widgets": self.widgets,
            "stage": self.ids[explorer.stage],
            "hand": self.ids[self.hand],
            "axes": [self._axis(axis) for axis in plan.axes],
            "at": [axis.start for axis in plan.axes],
            "aims": {self._id(name): self._aim(aim) for name, aim in plan.aims.items()},
            "drags": plan.drags,
            "places": {name: self._reach(reach) for name, reach in plan.places.items()},
            "where": self._told_where(where) if where else None,
            "reset": next(i for w, i in self.ids.items() if text_of(w) == "reset"),
            "more": next((i for w, i in self.ids.items() if text_of(w) == "more"), None),
            "behind": [self._id(name) for name in hidden],
            "needs": [
                *(self._id(name) for name in plan.left if name in explorer.controls),
                *(self.ids[tick] for tick in self._ticks()),
            ],
            "first": first,
            "nodes": self.files.describe([since(first, node) for node in nodes]),
        }

    def _made(self):
        """How Python makes the explorer anew: as it was made, but for functions."""
        explorer, first = self.explorer, self.explorer.initial
        options = {name: first.get(name, value) for name, value in explorer.options.items()}
        told = {name: value for name, value in options.items() if not callable(value)}
        since = {name: value for name, value in self.state.items() if value != first[name]}
        return {"name": type(explorer).__name__, "options": repr(told), "state": repr(since)}

    def left(self):
        """Return what of it needs Python, as the page calls it."""
        ticks = [tick.description for tick in self._ticks()]
        return in_runs({*map(self._called, self.plan.left), *ticks})

    def thinned(self):
        """Return the sliders that have fewer values than in Python, as the page calls them."""
        return sorted(map(self._called, self.plan.thinned))

    def _called(self, name):
        control = self.explorer.controls.get(name)
        if control:
            return getattr(control, "label", "") or text_of(control)
        handles = {handle.name: handle.label for handle in self.explorer.stage.handles}
        return handles[name][:1].lower() + handles[name][1:]

    def _ticks(self):
        return [widget for widget in self.ids if isinstance(widget, ipywidgets.Checkbox)]

    def _axis(self, axis):
        told = {"kind": axis.kind, "size": len(axis.values)}
        if axis.kind in ("pick", "press"):
            return told | {"widget": self._id(axis.name), "values": axis.values}
        told["states"] = [repr(value) for value in axis.values]
        if axis.kind == "held":
            told |= {"widget": self._id(axis.name), "count": len(self.hand.options)}
        return told

    def _aim(self, aim):
        return aim | {"axis": self.axes[aim["axis"]]} if "axis" in aim else aim

    def _reach(self, reach):
        told = {name: getattr(reach, name) for name in ("hand", "other", "rewinds")}
        return told | {"axes": [self.axes[name] for name in reach.axes]}

    def _id(self, name):
        return self.ids[self.explorer.controls[name]]

    @property
    def widgets(self):
        """All widgets of the explorer, as the page builds them."""
        written = {number: self._written(widget) for widget, number in self.ids.items()}
        for axis in self.plan.axes:
            if axis.kind == "pick":
                written[self._id(axis.name)]["traits"] |= self._picked(axis, axis.start)
        return written

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

    def _room(self, axes):
        """How many combinations of these axes there may be, by the size of a few."""
        if self.most == 1:
            return 1
        sizes = []
        for axis in axes:
            axis.go(self.explorer, len(axis.values) - 1)
            show(self.explorer)
            sizes.append(weight(self.explorer.stage))
            self.explorer.set(**self.state)
        show(self.explorer)
        return max(1, min(self.most, BYTES // np.mean(sizes)))

    def _nodes(self):
        """Go to all combinations; tell what all controls and the picture are, and where handles."""
        places = list(product(*(range(len(axis.values)) for axis in self.plan.axes)))
        nodes, where = [{"pictures": {}} for _ in places], {}
        first = tuple(axis.start for axis in self.plan.axes)
        each = list(zip(nodes, places, strict=True))
        each.sort(key=lambda pair: pair[1] != first)  # what the first shows others may show, too
        for theme in THEMES:  # one after the other: what stays the same is drawn once
            self.explorer.stage.theme = theme
            for node, place in each:
                self._go(place)
                node["pictures"][theme] = self._picture(place == first)
                if theme == "light":
                    node |= self._controls(place)
                    where[place] = self._spots()
        self._go(())
        return nodes, {name: self._where(name, where) for name in self.plan.places}

    def _go(self, place):
        explorer, frame = self.explorer, self.explorer.stage.frame
        explorer._follow = lambda: None
        explorer.set(**self.state)
        for axis, value in zip(self.plan.axes, place, strict=False):
            axis.go(explorer, value)
        del explorer._follow
        explorer._follow()
        explorer.stage.frame = min(frame, explorer.stage.frames - 1)

    def _number(self, place):
        """The position of a combination among all."""
        number = 0
        for axis, value in zip(self.plan.axes, place, strict=True):
            number = number * len(axis.values) + value
        return number

    def _spots(self):
        """Where the handles are: of the present take, or of all where the hand moves it."""
        take, found = self.explorer.stage.take, {}
        for name, takes in spots(self.explorer).items():
            if reach := self.plan.places.get(name):
                count = len(self.hand.options) if reach.hand else 1
                rows = np.broadcast_to(takes, (count, 2)) if len(takes) == 1 else takes
                rows = rows if reach.hand else rows[[min(take, len(rows) - 1)]]
                found[name] = np.nan_to_num(rows, nan=NOWHERE)
        return found

    def _where(self, name, where):
        """A handle's places where it leads to, (combinations, takes, 2); other axes as at first."""
        axes = self.plan.places[name].axes
        sizes = [
            range(len(axis.values)) if axis.name in axes else (axis.start,)
            for axis in self.plan.axes
        ]
        return np.array([where[place][name] for place in product(*sizes)])

    def _told_where(self, where):
        """A file with the places of all handles, and where they lie in it."""
        pack = Pack()
        tables = {name: pack.add(places) for name, places in where.items()}
        handles = [{"tracks": {"points": table}} for table in tables.values()]
        scene = {"layers": [], "handles": handles, "readout": {"values": {}}}
        return {"file": self.files.takes(scene, pack.bytes()), "tables": tables}

    def _controls(self, place):
        """What the controls are, and which of them are in sight."""
        explorer = self.explorer
        pickers = {w: i for w, i in self.ids.items() if isinstance(w, Slider | Choice)}
        traits = {number: traits_of(widget) for widget, number in pickers.items()}
        for axis, value in zip(self.plan.axes, place, strict=True):
            if axis.kind == "pick":
                traits[self._id(axis.name)] |= self._picked(axis, value)
        for name in self.plan.left:
            if name in explorer.controls and self._id(name) in traits:
                traits[self._id(name)]["disabled"] = True
        controls = explorer.controls.items()
        shown = {self._id(name): control.layout.display or "" for name, control in controls}
        return {"traits": traits, "shown": shown}

    def _picked(self, axis, value):
        """The options of a picker that are played, whichever of them is picked."""
        options = [self.texts[axis.name][number] for number in axis.values]
        return {"options": options, "index": value}

    def _picture(self, first):
        """Keep the files of the present picture; the first one is worth some trouble."""
        stage, files, plan = self.explorer.stage, self.files, self.plan
        steps = {name: reach.step for name, reach in plan.places.items()}
        handles = [
            handle
            | {key: max(handle[key], steps.get(handle["name"], 0)) for key in ("step", "fine")}
            for handle in stage.scene["handles"]
            if handle["name"] in (*plan.drags, *plan.places)
        ]
        return {
            "scene": files.describe(stage.scene | {"handles": handles}),
            "data": files.takes(stage.scene, stage.data),
            "under": files.sheet(stage.under, first),
            "over": files.sheet(stage.over, first),
        }


def weight(stage):
    """Return how many bytes a combination takes: its takes, and a description for each theme."""
    told = json.dumps(stage.scene).encode()
    return len(squeezed(stage.scene, stage.data)) + 2 * len(zlib.compress(told))


def since(first, node):
    """Return a node as far as it differs from the first."""
    changed = {
        key: {name: value for name, value in node[key].items() if value != first[key][name]}
        for key in ("traits", "shown")
    }
    return node | changed


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


def in_runs(names):
    """Return names in their order, and those that count on as one.

    Examples
    --------
    >>> in_runs({"face 10", "face 9", "start", "face 11", "face 1"})
    ['face 1', 'face 9 to 11', 'start']
    """
    runs = []
    for stem, number in sorted(map(numbered, names), key=numbers_last):
        if runs and number is not None and runs[-1][0] == stem and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([stem, number])
    return [called for stem, *numbers in runs for called in names_of(stem, numbers)]


def numbered(name):
    """Return a name without the number at its end, and that number, if there is one."""
    stem = name.rstrip("0123456789")
    return (stem, int(name[len(stem) :])) if stem != name else (name, None)


def numbers_last(name):
    """Return what to sort a stem with its number by: a name without one comes before those with."""
    stem, number = name
    return stem, number is not None, number


def names_of(stem, numbers):
    """Return how some numbers in a row are called."""
    if len(numbers) > 2:
        return [f"{stem}{numbers[0]} to {numbers[-1]}"]
    return [stem if number is None else f"{stem}{number}" for number in numbers]
