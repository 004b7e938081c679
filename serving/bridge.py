"""Explorers behind a page that has asked for Python: what is done there is done here, and told.

The worker of a page runs this file, or the kernel of a dashboard. Widgets have the numbers that
they have in recordings. In a kernel it is strangers who speak: nothing is done but what is listed.
"""

import ast
import asyncio
import json
from contextlib import contextmanager

import ipywidgets
import numpy as np
from traitlets import TraitError

import lecture_lib.explorers as explorers
from lecture_lib.stage import Choice, Slider, Stage
from lecture_lib.stage.stage import ELSEWHERE

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
PRESSES = 100  # of a key, in one message
FAR = 10_000  # CSS pixels: no picture is as large
LONGEST = 20_000  # characters of a state
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
        with drawn_elsewhere():
            self.explorer = getattr(explorers, name)(**read(options))
        self.widgets = dict(enumerate(numbered(self.explorer)))
        self.explorer.more = True
        self.explorer._hide()
        self.explorer.stage.send = self._sent

    def begin(self, acts=(), drawn=False):
        """Do what has been done in the page by now, and tell how the explorer stands then.

        Parameters
        ----------
        acts : list of list
            What `act` is to be given.
        drawn : bool
            Whether the page shows what stands still in that picture: it is not drawn again.
        """
        try:
            with drawn_elsewhere():
                for act in acts:
                    self.act(*act)
        finally:
            if not drawn:
                self.explorer.stage.redraw()
            self._tell_all()

    def _tell_all(self):
        for number, widget in self.widgets.items():
            for trait in named(TOLD, widget):
                widget.observe(self._hear(number), trait)
                if (value := getattr(widget, trait)) != ELSEWHERE:
                    self._note(number, trait, value)
        for control in self.explorer.controls.values():
            control.layout.observe(self._hear(self._number(control)), "display")
            self._note(self._number(control), "display", control.layout.display)

    def act(self, name, *told):
        """Do one thing that was done in the page: "set", "press" or "put"."""
        acts = {"set": self.set, "press": self.press, "put": self.put}
        if name not in acts:
            raise ValueError(f"name must be one of {sorted(acts)}, got {name!r}")
        acts[name](*told)
        self._note(self._number(self.explorer), "state", repr(self.explorer.state))

    def set(self, number, trait, value):
        """Take up what was done to a control."""
        widget = self._widget(number)
        if trait not in named(HEARD, widget):
            raise ValueError(f"trait must be one that a page may set, got {trait!r}")
        if isinstance(widget, Stage):
            value = possible(widget, trait, value)
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
        button = self._widget(number)
        if not isinstance(button, ipywidgets.Button):
            raise ValueError(f"number must be that of a button, got {number!r}")
        button.click()

    def put(self, state):
        """Change parts of the state, as Python writes them."""
        self.explorer.set(**read(state))

    def close(self):
        """The page is done with it."""
        self.explorer.close(picture=False)

    def _widget(self, number):
        if str(number) not in map(str, self.widgets):
            raise ValueError(f"number must be that of a widget, got {number!r}")
        return self.widgets[int(number)]

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


@contextmanager
def drawn_elsewhere():
    """Draw no sheets meanwhile."""
    Stage.draws = False
    try:
        yield
    finally:
        Stage.draws = True


def read(state):
    """Return options, or a state, from how Python writes them; nothing else is run.

    Raises
    ------
    ValueError
        If there is more in it than numbers, words, and tables of them, or it is very long.
    """
    if not isinstance(state, str) or len(state) > LONGEST:
        raise ValueError(f"state must be a text of at most {LONGEST} characters")
    try:
        tree = ast.parse(state, mode="eval")
        strange = next((node for node in ast.walk(tree) if not is_written(node)), None)
        if not strange:
            made = eval(compile(tree, "state", "eval"), {"__builtins__": {}, **NAMES})
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        strange = made = None
    if strange:
        raise ValueError(f"state must hold numbers and words alone, got {ast.unparse(strange)}")
    if not isinstance(made, dict) or not all(isinstance(name, str) for name in made):
        raise ValueError(f"state must be options as Python writes them, got {state[:80]!r}")
    return made


def is_written(node):
    """Whether something may be in a state. A call makes numbers of numbers."""
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, (str, int, float))
    if isinstance(node, ast.Name):
        return node.id in NAMES
    if isinstance(node, ast.Attribute):
        return getattr(node.value, "id", None) == "np" and node.attr in CALLS
    if isinstance(node, ast.Call):
        words = [n for n in ast.walk(node) if isinstance(getattr(n, "value", None), str)]
        return isinstance(node.func, ast.Attribute) and len(node.args) == 1 and not words
    return isinstance(node, WRITTEN)


def possible(stage, trait, value):
    """Return what a page may set of a stage; a frame that is gone by now is the last one.

    Raises
    ------
    ValueError
        If no hand could have done it.
    """
    if trait == "frame" and type(value) is int and value >= 0:
        return min(value, stage.frames - 1)
    if trait == "theme" and value in ("light", "dark"):
        return value
    names = {handle.name for handle in stage.handles}
    if trait == "position" and is_place(value) and value[0] in names:
        return value
    if trait == "presses" and isinstance(value, dict) and set(value) <= names:
        before = stage.presses
        if all(is_more(count, before.get(name, 0)) for name, count in value.items()):
            return value
    raise ValueError(f"{trait} must be what a hand can do, got {value!r}"[:200])


def is_more(count, before):
    """Whether a key may have been pressed so often since it was counted."""
    return type(count) is int and before <= count <= before + PRESSES


def is_place(value):
    """Whether something names a handle, and where it is."""
    if not isinstance(value, list) or len(value) != 3 or not isinstance(value[0], str):
        return False
    return all(type(number) in (int, float) and abs(number) < FAR for number in value[1:])


def numbered(widget):
    """Yield a widget and all inside it, in the order of their numbers."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from numbered(child)


def named(traits, widget):
    """Return those traits that are named for a kind of widget."""
    return next((names for kind, names in traits.items() if isinstance(widget, kind)), ())
