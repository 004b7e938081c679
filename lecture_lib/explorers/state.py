"""What an explorer declares: the parts of its state, each with its control.

`Slide` and `Pick` are parts with a slider or a row of keys; `Held` is a slider through one number
of several, `@button` lets a method be pressed, and a plain `State` has no control.
"""

from math import isclose
from numbers import Real

import numpy as np
from traitlets import TraitType

from lecture_lib import checks
from lecture_lib.stage import Choice, Slider

SAME = {"rel_tol": 1e-6, "abs_tol": 1e-12}  # so near to a notch a number is the notch


def one_of(name, value, known):
    """Check that `value` is one of those in the tuple `known`; return that.

    Raises
    ------
    ValueError
        If it is not; the message lists the known ones.
    """
    return known[known.index(checks.one_of(name, value, known))]


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


def notches(low, high, notch):
    """Return the values of a slider from low to high."""
    return (np.arange(low, high + notch / 2, notch).round(2) + 0.0).tolist()  # no -0.0


def to_notches(values, low, high, notch):
    """Return values, as a hand left them, on the nearest notches of a slider from low to high."""
    return (np.round(np.clip(values, low, high) / notch) * notch).round(2).tolist()


def signed(value):
    """Write a number shortly, with a true minus sign."""
    return f"{value:g}".replace("-", "−")


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


class Offer:
    """A control over some values of the state: it and the state follow each other."""

    control = Slider
    watches = ()  # the parts of the state on which it depends, besides, what it offers and says

    def offered(self, explorer):
        """Return the values that the control offers at the moment, ascending."""
        present = self.present(explorer)
        return list(self.values) if present in self.values else sorted({*self.values, present})

    def written(self, explorer):
        """Return these values as the control writes them."""
        return [self.text(value) for value in self.offered(explorer)]

    def follow(self, explorer):
        """Make the control; let it and the state follow each other."""
        control = self.control(**self.words)

        def follow_state(_):
            with control.hold_sync():
                control.label = self.said(explorer)
                control.options = self.written(explorer)
                control.index = self.offered(explorer).index(self.present(explorer))

        def follow_control(change):
            value = self.offered(explorer)[change["new"]]
            if value != self.present(explorer):
                for name, part in self.parts(explorer, value).items():
                    setattr(explorer, name, part)

        follow_state(None)
        explorer.observe(follow_state, [*self.names, *self.watches])
        control.observe(follow_control, "index")
        return control

    def rest(self, explorer):
        """Return the state but for what the control moves."""
        return explorer.state | self.parts(explorer, None)


class Slide(Offer, State):
    """A part of the state that a slider moves through some values.

    Parameters
    ----------
    default : object
    values : sequence of number or str
        What the slider offers, ascending. A value between them is offered as long as it lasts; one
        that only rounding tells from a notch is that notch.
    label, hint : str
    check : callable, optional
        As for `State`.
    text : callable
        How a value is written.
    **named
        Handed on to the check.
    """

    def __init__(self, default, values, label, hint="", check=None, *, text=signed, **named):
        super().__init__(default, check, **named)
        self.values, self.text = tuple(values), text
        self.label, self.words = label, {"hint": hint}

    def validate(self, obj, value):
        """Check a value, and give it the notch that it means."""
        return nearest_notch(super().validate(obj, value), self.values)

    @property
    def names(self):
        """The parts of the state that the control moves: this one."""
        return (self.name,)

    def said(self, explorer):
        """Return what is moved."""
        return self.label

    def present(self, explorer):
        """Return the present value."""
        return getattr(explorer, self.name)

    def parts(self, explorer, value):
        """Return the part of the state with another value."""
        return {self.name: value}


class Pick(Slide):
    """A part of the state that is one of a few, as a row of keys.

    Parameters
    ----------
    default : object
    values : sequence
    label : str
    text, check, **named
        As for `Slide`; any of the values passes where no check is given.
    later : tuple
        Values that have a key only where the explorer begins with one of them: a section asks what
        they do before it shows it.
    """

    control = Choice

    def __init__(self, default, values, label, text=str, check=None, *, later=(), **named):
        named = named if check else {"known": tuple(values)}
        super().__init__(default, values, label, check=check or one_of, text=text, **named)
        self.words, self.later = {}, later  # no hint

    def offered(self, explorer):
        """Return the values that have a key at the moment."""
        asked_for = {self.present(explorer), explorer.options.get(self.name)}
        kept_back = () if asked_for.intersection(self.later) else self.later
        return [value for value in super().offered(explorer) if value not in kept_back]


class Held(Offer):
    """A slider through one of several numbers of the state: the one that is held.

    The explorer has a property `held` for which one that is: a place in the tuple, or a name.

    Parameters
    ----------
    numbers : str or tuple of str
        The part of the state that is a tuple of numbers; or the parts that are a number each.
    values : sequence of number
    watches : sequence of str
        The parts of the state on which it depends, besides, which number is held.
    label : callable
        ``label(explorer)`` says what is held.
    hint : str
    text : callable
        How a value is written.
    """

    def __init__(self, numbers, values, watches, label, hint="", *, text=signed):
        self.together = isinstance(numbers, str)
        self.names = (numbers,) if self.together else numbers
        self.values, self.watches = tuple(values), watches
        self.said, self.words, self.text = label, {"hint": hint}, text

    def present(self, explorer):
        """Return the number that is held."""
        return nearest_notch(self._numbers(explorer)[explorer.held], self.values)

    def _numbers(self, explorer):
        """Return all the numbers, each under what `held` calls it."""
        parts = {name: getattr(explorer, name) for name in self.names}
        return dict(enumerate(parts[self.names[0]])) if self.together else parts

    def parts(self, explorer, value):
        """Return the parts of the state with another value in the place of what is held."""
        numbers = self._numbers(explorer) | {explorer.held: value}
        return {self.names[0]: tuple(numbers.values())} if self.together else numbers


def nearest_notch(value, notches):
    """Return the notch that a number means, or the number if it means none."""
    if isinstance(value, Real) and not isinstance(value, bool):
        for notch in notches:
            if isinstance(notch, Real) and isclose(value, notch, **SAME):
                return notch
    return value


def button(text):
    """Let a method be called by a button of this text."""

    def named(method):
        method.button = text
        return method

    return named


def declared(kind):
    """Return what a class of explorers declares: controls by name, and the texts of its buttons."""
    members = {name: item for cls in reversed(kind.__mro__) for name, item in vars(cls).items()}
    offers = {name: item for name, item in members.items() if isinstance(item, Offer)}
    acts = {name: item.button for name, item in members.items() if hasattr(item, "button")}
    return offers, acts
