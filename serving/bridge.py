"""Explorers behind a page that has asked for Python: what is done there is done here, and told.

The worker of a page runs this file, or the kernel of a dashboard. Widgets have the numbers that
they have in recordings. In a kernel it is strangers who speak: nothing is done but what is listed.
"""

import ast
import asyncio
import json

import ipywidgets
import numpy as np
from traitlets import TraitError

import lecture_lib.explorers as explorers
from lecture_lib.stage import Choice, Slider, Stage

TOLD = {
    Slider: ("label", "options", "index", "disabled", "hint"),
    Choice: ("label", "options", "index", "disabled"),
    Stage: ("scene", "data", "under", "over", "frame", "error"),
    ipywidgets.Button: ("description", "disabled"),
    ipywidgets.Checkbox: ("value",),
}
HEARD = {
    Slider: ("index",),
    Choice: ("index",),
    Stage: ("frame", "theme", "position", "presses"),
    ipywidgets.Checkbox: ("value",),
}
WRITTEN = (  # of what a state is written with
    *(ast.Expression, ast.Dict, ast.List, ast.Tuple, ast.Constant, ast.UnaryOp, ast.USub),
    *(ast.Name, ast.Load, ast.Attribute, ast.Call),
)
NAMES = {"np": np, "inf": np.inf, "nan": np.nan}
CALLS = ("array", "float64", "int64", "bool_")  # of numpy's


class Link:
    """One explorer of the page.

    Parameters
    ----------
    name : str
        Its class.
    options : str
        With which it was made, as Python writes them.
    tell : callable
        ``tell(changes)`` is given lists of (number of the widget, trait, value): bytes, or JSON.
    """

    def __init__(self, name, options, tell):
        self.tell, self.changes, self.done = tell, [], None
        if name not in explorers.__all__:
            raise ValueError(f"name must be one of an explorer, got {name!r}")
        self.explorer = getattr(explorers, name)(**read(options))
        self.widgets = dict(enumerate(numbered(self.explorer)))
        self.explorer.more = True
        self.explorer._hide()
        self.explorer.stage.send = self._sent
        for number, widget in self.widgets.items():
            for trait in named(TOLD, widget):
                widget.observe(self._hear(number), trait)
                self._note(number, trait, getattr(widget, trait))
        for control in self.explorer.controls.values():
            control.layout.observe(self._hear(self._number(control)), "display")
            self._note(self._number(control), "display", control.layout.display)

    def act(self, name, *told):
        """Do one thing that was done in the page: "set", "press" or "put"."""
        acts = {"set": self.set, "press": self.press, "put": self.put}
        acts[name](*told)
        self._note(self._number(self.explorer), "state", repr(self.explorer.state))

    def set(self, number, trait, value):
        """Take up what was done to a control."""
        widget = self.widgets[int(number)]
        if trait not in named(HEARD, widget):
            raise ValueError(f"trait must be one that a page may set, got {trait!r}")
        self.done = int(number), trait, value  # the page knows of that, and of nothing before
        self.changes = [told for told in self.changes if told[:2] != self.done[:2]]
        try:
            setattr(widget, trait, value)
        except TraitError as error:
            raise ValueError(str(error)) from None
        finally:
            self.done = None

    def press(self, number):
        """Press a button."""
        self.widgets[int(number)].click()

    def put(self, state):
        """Change parts of the state, as Python writes them."""
        self.explorer.set(**read(state))

    def close(self):
        """The page is done with it."""
        self.explorer.close()

    def _hear(self, number):
        return lambda change: self._note(number, change["name"], change["new"])

    def _note(self, number, trait, value):
        if self.done == (number, trait, value):
            return
        if not self.changes:
            asyncio.get_event_loop().call_soon(self.flush)
        told = value if isinstance(value, bytes) else json.dumps(value)
        self.changes.append((number, trait, told))

    def _sent(self, content, buffers=None):
        self._note(self._number(self.explorer.stage), "seek", content["seek"])

    def _number(self, wanted):
        return next(number for number, widget in self.widgets.items() if widget is wanted)

    def flush(self):
        """Tell what has changed."""
        changes, self.changes = self.changes, []
        if changes:
            self.tell(changes)


def read(state):
    """Return options, or a state, from how Python writes them; nothing else is run.

    Raises
    ------
    ValueError
        If there is more in it than numbers, words, and tables of them.
    """
    try:
        tree = ast.parse(state, mode="eval")
    except (SyntaxError, TypeError):
        raise ValueError(f"state must be options as Python writes them, got {state!r}") from None
    for node in ast.walk(tree):
        known = isinstance(node, WRITTEN)
        if isinstance(node, ast.Name):
            known = node.id in NAMES
        elif isinstance(node, ast.Attribute):
            known = isinstance(node.value, ast.Name) and node.attr in CALLS
        elif isinstance(node, ast.Call):
            known = isinstance(node.func, ast.Attribute)
        if not known:
            raise ValueError(f"state must hold numbers and words alone, got {ast.unparse(node)}")
    return eval(compile(tree, "state", "eval"), {"__builtins__": {}, **NAMES})


def numbered(widget):
    """Yield a widget and all inside it, in the order of their numbers."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from numbered(child)


def named(traits, widget):
    """Return those traits that are named for a kind of widget."""
    return next((names for kind, names in traits.items() if isinstance(widget, kind)), ())
