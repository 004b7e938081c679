"""What all explorers share: a state, controls that follow it, a stage, and a way back."""

import asyncio
import os

import ipywidgets
import numpy as np
from IPython import get_ipython
from traitlets import TraitType

from lecture_lib import checks

AT_REST = 0.15  # s without a change; soon enough for a hand that goes to another control
# pictures so small that a notebook can hold ten
STORED = {"density": 1.2, "colours": 96}
STORED_FILM = {"density": 0.8, "colours": 48}


class State(TraitType):
    """A part of an explorer's state; the explorer checks its range.

    Parameters
    ----------
    default : object
        Where the explorer begins if nothing else is said.
    check : callable, optional
        ``check(name, value, *bounds, **named)`` returns the value, or says what is wrong with it;
        those of `lecture_lib.checks` do. What depends on more than the value is for `@validate`.
    *bounds, **named
        Handed on to it.
    """

    def __init__(self, default, check=None, *bounds, **named):
        super().__init__(default)
        self.check, self.bounds, self.named = check, bounds, named
        self.tag(state=True)

    def validate(self, obj, value):
        """Check a value before it becomes the state."""
        return self.check(self.name, value, *self.bounds, **self.named) if self.check else value


class Explorer(ipywidgets.VBox):
    """State → run → picture, wired once; code and controls set the same state.

    A subclass declares its state as `State` traits, makes `self.picture`, `self.stage`
    and its controls in `build`, and in `refresh` gives the stage what the state asks for. Where
    that takes long, `hurry` gives it the take in view alone: the page then waits for no other.

    Parameters
    ----------
    **state
        Where the explorer begins, and where `reset` leads back to.

    Raises
    ------
    TypeError
        If a name is no part of the state.
    ValueError
        If a value is out of its range; the message names it.
    """

    hurry = None  # or a method, called as `refresh` is
    PREVIEWS = True  # whether that is used
    _rest = None  # what follows when the hand rests
    _in_page = None  # the basis of the takes that the page has, if it has all

    def __init__(self, **state):
        names = self.trait_names(state=True)
        if unknown := sorted(set(state) - set(names)):
            raise TypeError(f"state must be among {sorted(names)}, got {unknown}")
        super().__init__()
        self.settled = False  # while it is not, changes of the state are collected
        self.bound = {}  # what each control follows: the name in the state, the values offered
        for name, value in state.items():
            setattr(self, name, value)
        self.children = self.build()
        self._show_all(set(names))
        self.initial, self.first_frame = self.state, self.stage.frame
        self.settled = True
        self.observe(self._state_changed, names)
        self.stage.observe(self._theme_changed, "theme")
        close_predecessors(self)

    @property
    def state(self):
        """The present state; `type(explorer)(**explorer.state)` is its twin."""
        return {name: getattr(self, name) for name in self.trait_names(state=True)}

    @property
    def sentence(self):
        """What the explorer says at the moment."""
        return self.stage.sentence()

    def basis(self):
        """Return what all takes depend on, or None to show each change.

        That is the state but for what the stage's hand moves, and the values it moves among: as
        long as they stay, the page goes from take to take by itself.
        """
        name, offered = self.bound.get(self.stage.hand, (None, ()))
        if name is None:
            return None
        return {k: v for k, v in self.state.items() if k != name}, list(offered)

    def set(self, **state):
        """Change several parts of the state in one go.

        Raises
        ------
        TypeError
            If a name is no part of the state.
        ValueError
            If a value is out of its range; then nothing has changed.
        """
        names = self.trait_names(state=True)
        if unknown := sorted(set(state) - set(names)):
            raise TypeError(f"state must be among {sorted(names)}, got {unknown}")
        before, self.settled = self.state, False
        try:
            for name, value in state.items():
                setattr(self, name, value)
        except Exception:
            for name, value in before.items():
                setattr(self, name, value)
            raise
        finally:
            self.settled = True
        now = self.state
        if changed := {name for name in now if now[name] != before[name]}:
            self._refresh(changed)

    def reset(self, *_):
        """Go back to the state in which the explorer was made, and to the step it showed then."""
        self.set(**self.initial)
        self.stage.seek(self.first_frame)

    def close(self):
        """Close the explorer with all its controls, and free what they hold."""
        self._forget_the_rest()
        for widget in descendants(self):
            widget.close()
        super().close()

    def _state_changed(self, change):
        if self.settled:
            self._refresh({change["name"]})

    def _refresh(self, changed):
        """Do what a change asks for; if a hand made it, the rest of the takes when that rests."""
        basis = self.basis()
        if basis is not None and basis == self._in_page:
            return  # the page has moved to that take already
        self._forget_the_rest()
        self._in_page = None
        if self.hurry and self.PREVIEWS and made_in_the_page():
            self._show_error_of(self.hurry, changed)
            self._rest = asyncio.get_running_loop().call_later(AT_REST, self._show_all, set())
        else:
            self._show_all(changed)

    def _show_all(self, changed):
        self._show_error_of(self.refresh, changed)
        self._in_page = self.basis()

    def _forget_the_rest(self):
        if self._rest:
            self._rest.cancel()
            self._rest = None

    def _show_error_of(self, act, changed):
        try:
            act(changed)
            self.stage.error = ""
        except Exception as error:
            self.stage.error = f"{type(error).__name__}: {error}"
            raise

    def _theme_changed(self, change):
        self.picture.wear(change["new"])
        self.stage.redraw()

    def put(self, picture, unchanged=False):
        """Show another picture, in the present theme; `Stage.put` says more."""
        self.picture = picture
        picture.wear(self.stage.theme)
        self.stage.put(picture.figure, unchanged)

    def _repr_mimebundle_(self, **kwargs):
        """Show the widget; where there is none, matplotlib's picture and the sentence."""
        bundle = super()._repr_mimebundle_(**kwargs) | {"text/plain": self.sentence}
        if not shown_by_voila():  # there the widget is always shown, and nothing is stored
            frames = self.telling_frames()
            look = STORED if len(frames) == 1 else STORED_FILM
            bundle["image/png"] = self.stage.film(frames, **look)
            self.stage.pose()
        return bundle

    def telling_frames(self):
        """Return the frames that tell the story where nothing moves: start, early, end."""
        last = self.stage.frames - 1
        return sorted({0, round(last**0.5), last, self.stage.frame})


def bind(explorer, name, picker, values, text=str, passing=False):
    """Let a control and a part of the state follow each other.

    Parameters
    ----------
    explorer : Explorer
    name : str
        Of the state.
    picker : Slider or Choice
    values : sequence of number
        What the control offers, ascending. A state in between is added to them.
    text : callable
        How a value is written.
    passing : bool
        Offer a state in between only while it lasts.

    Returns
    -------
    list
        The values offered; it grows when a value is added.
    """
    offered = list(values)

    def follow_state(change):
        value = getattr(explorer, name)
        if passing:
            offered[:] = sorted({*values, value})
        elif value not in offered:
            offered[:] = sorted([*offered, value])
        with picker.hold_sync():
            picker.options = [text(v) for v in offered]
            picker.index = offered.index(value)

    def follow_picker(change):
        setattr(explorer, name, offered[change["new"]])

    explorer.bound[picker] = name, offered
    follow_state(None)
    explorer.observe(follow_state, name)
    picker.observe(follow_picker, "index")
    return offered


def one_of(name, value, known):
    """Check that `value` is one of those in the tuple `known`; return that.

    Raises
    ------
    ValueError
        If it is not; the message lists the known ones.
    """
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(map(str, known))}, got {value!r}")
    return known[known.index(value)]


def within(name, value, low, high):
    """Check that a number lies between two others; return it.

    Raises
    ------
    TypeError, ValueError
        If it does not; the message names it.
    """
    value = float(checks.numbers(name, value, ndim=0))
    if not low <= value <= high:
        raise ValueError(f"{name} must be within {low:g} and {high:g}, got {value}")
    return value


def key(text, act):
    """Return a button that calls `act` with itself."""
    button = ipywidgets.Button(description=text, layout=ipywidgets.Layout(width="auto"))
    button.add_class("stage-key")
    button.on_click(act)
    return button


def notches(low, high, notch):
    """Return the values of a slider from low to high."""
    return (np.arange(low, high + notch / 2, notch).round(2) + 0.0).tolist()  # no -0.0


def to_notches(values, low, high, notch):
    """Return values, as a hand left them, on the nearest notches of a slider from low to high."""
    return (np.round(np.clip(values, low, high) / notch) * notch).round(2).tolist()


def signed(value):
    """Write a number shortly, with a true minus sign."""
    return f"{value:g}".replace("-", "−")


def columns(sliders, keys):
    """Return two groups of controls side by side, one below the other where the page is narrow."""
    left = ipywidgets.VBox(sliders)
    right = in_a_row(*keys) if len(keys) == 2 else ipywidgets.VBox(keys)
    for box, flex in ((left, "3 1 360px"), (right, "4 1 480px")):
        box.layout.flex, box.layout.min_width, box.layout.padding = flex, "0", "0 16px 0 0"
    return ipywidgets.Box([left, right], layout=ipywidgets.Layout(flex_flow="row wrap"))


def in_a_row(*controls):
    """Return controls side by side, wrapped where the page is narrow."""
    layout = ipywidgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="0 12px")
    return ipywidgets.Box(controls, layout=layout)


def descendants(box):
    """Return all widgets inside a box, innermost first."""
    found = []
    for child in box.children:
        found += [*descendants(child), child] if isinstance(child, ipywidgets.Box) else [child]
    return found


def made_in_the_page():
    """Whether the kernel answers a control at the moment, and no code."""
    kernel = getattr(get_ipython(), "kernel", None)
    return bool(kernel) and kernel.get_parent().get("msg_type") == "comm_msg"


def shown_by_voila():
    """Whether Voilà executes the notebook, when it is asked for or beforehand."""
    server = os.environ.get("SERVER_SOFTWARE", "")
    return server.startswith("voila") or "VOILA_BASE_URL" in os.environ


def close_predecessors(explorer):
    """Close the explorers that an earlier run of the same notebook cell has made.

    Each holds megabytes that nobody can see any more. The record lies with the shell, since it
    must live as long as the cells do.
    """
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    cell = kernel and kernel.get_parent().get("metadata", {}).get("cellId")
    if not cell:
        return
    shown = shell.meta.setdefault("explorers", {})
    run, living = shown.get(cell, (None, []))
    if run != shell.execution_count:
        for old in living:
            old.close()
        living = []
    shown[cell] = (shell.execution_count, [*living, explorer])
