"""Explorers behind a page that has asked for Python: what is done there is done here, and told.

The page's worker runs this file. Widgets have the numbers that they have in recordings.
"""

import asyncio
import json

import ipywidgets
import numpy as np  # a state may be written with it

import lecture_lib.explorers as explorers
from lecture_lib.stage import Choice, Slider, Stage

TOLD = {
    Slider: ("label", "options", "index", "disabled", "hint"),
    Choice: ("label", "options", "index", "disabled"),
    Stage: ("scene", "data", "under", "over", "frame", "error"),
    ipywidgets.Button: ("description", "disabled"),
    ipywidgets.Checkbox: ("value",),
}


class Link:
    """One explorer of the page.

    Parameters
    ----------
    name : str
        Its class.
    state : str
        As Python writes it.
    tell : callable
        ``tell(changes)`` is given lists of (number of the widget, trait, value): bytes, or JSON.
    """

    def __init__(self, name, state, tell):
        self.tell, self.changes, self.done = tell, [], None
        self.explorer = getattr(explorers, name)(**read(state))
        self.widgets = dict(enumerate(numbered(self.explorer)))
        self.explorer.more = True
        self.explorer._hide()
        self.explorer.stage.send = self._sent
        for number, widget in self.widgets.items():
            for trait in traits_of(widget):
                widget.observe(self._hear(number), trait)
                self._note(number, trait, getattr(widget, trait))
        for control in self.explorer.controls.values():
            control.layout.observe(self._hear(self._number(control)), "display")
            self._note(self._number(control), "display", control.layout.display)

    def set(self, number, trait, value):
        """Take up what was done to a control."""
        self.done = number, trait, value  # the page knows of that
        setattr(self.widgets[number], trait, value)
        self.done = None

    def press(self, number):
        """Press a button."""
        self.widgets[number].click()

    def put(self, state):
        """Change parts of the state, as Python writes them."""
        self.explorer.set(**read(state))

    def _hear(self, number):
        return lambda change: self._note(number, change["name"], change["new"])

    def _note(self, number, trait, value):
        if self.done == (number, trait, value):
            return
        if not self.changes:
            asyncio.get_event_loop().call_soon(self._flush)
        told = value if isinstance(value, bytes) else json.dumps(value)
        self.changes.append((number, trait, told))

    def _sent(self, content, buffers=None):
        self._note(self._number(self.explorer.stage), "seek", content["seek"])

    def _number(self, wanted):
        return next(number for number, widget in self.widgets.items() if widget is wanted)

    def _flush(self):
        changes, self.changes = self.changes, []
        self.tell(changes)


def read(state):
    """Return a state, or parts of it, from how Python writes it."""
    return eval(state, {"np": np})


def numbered(widget):
    """Yield a widget and all inside it, in the order of their numbers."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from numbered(child)


def traits_of(widget):
    """Return the traits of a widget that the page shows."""
    return next((names for kind, names in TOLD.items() if isinstance(widget, kind)), ())
