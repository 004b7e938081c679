"""An explorer as it is declared: what can be set, drawn and shown. The rest is here.

A part of the state stands in the class with its control: `Slide`, `Pick`; `Held` moves one number
of several, `@button` lets a method be pressed, and a plain `State` has no control. The explorer
says in `draw` which picture belongs to a state and in `DRAWN_FOR` on what that depends, and in
`show` it gives the stage a take for each of some values of the number in the hand.
"""

import sys
from math import isclose
from numbers import Real

from lecture_lib.explorers import explorer as base
from lecture_lib.explorers.explorer import State, columns, in_a_row, key, one_of, signed
from lecture_lib.stage import Choice, Slider, Stage

END = sys.maxsize  # the frame that is last, whichever that is
KEPT = 4  # pictures; each holds two or three megabytes, and takes a fifth of a second to draw
SAME = {"rel_tol": 1e-6, "abs_tol": 1e-12}  # so near to a notch a number is the notch


class Slide(State):
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

    control = Slider
    watches = ()  # the parts of the state on which it depends, besides, how values are written

    def __init__(self, default, values, label, hint="", check=None, *, text=signed, **named):
        super().__init__(default, check, **named)
        self.values, self.text = tuple(values), text
        self.words = {"label": label, "hint": hint}

    def validate(self, obj, value):
        """Check a value, and give it the notch that it means."""
        return nearest_notch(super().validate(obj, value), self.values)

    def offered(self, explorer):
        """Return the values that the control offers at the moment."""
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
                control.options = self.written(explorer)
                control.index = self.offered(explorer).index(self.present(explorer))

        def follow_control(change):
            setattr(explorer, self.name, self.offered(explorer)[change["new"]])

        follow_state(None)
        explorer.observe(follow_state, [self.name, *self.watches])
        control.observe(follow_control, "index")
        return control

    def present(self, explorer):
        """Return the present value."""
        return getattr(explorer, self.name)

    def rest(self, explorer):
        """Return the state but for what the control moves."""
        return explorer.state | {self.name: None}


class Pick(Slide):
    """A part of the state that is one of a few, as a row of keys.

    Parameters
    ----------
    default : object
    values : sequence
    label : str
    text, check, **named
        As for `Slide`; any of the values passes where no check is given.
    """

    control = Choice

    def __init__(self, default, values, label, text=str, check=None, **named):
        named = named if check else {"known": tuple(values)}
        super().__init__(default, values, label, check=check or one_of, text=text, **named)
        del self.words["hint"]


class Held:
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

    control = Slider

    def __init__(self, numbers, values, watches, label, hint="", *, text=signed):
        self.together = isinstance(numbers, str)
        self.names = (numbers,) if self.together else numbers
        self.values, self.watches = tuple(values), watches
        self.label, self.hint, self.text = label, hint, text

    def offered(self, explorer):
        """Return the values that the slider offers at the moment."""
        return sorted({*self.values, self.present(explorer)})

    def follow(self, explorer):
        """Make the slider; let it and the number that is held follow each other."""
        slider = Slider(hint=self.hint)

        def follow_state(_):
            offered = self.offered(explorer)
            with slider.hold_sync():
                slider.label = self.label(explorer)
                slider.options = [self.text(value) for value in offered]
                slider.index = offered.index(self.present(explorer))

        def follow_slider(change):
            value = self.offered(explorer)[change["new"]]
            if value != self.present(explorer):
                for name, part in self._with(explorer, value).items():
                    setattr(explorer, name, part)

        follow_state(None)
        explorer.observe(follow_state, [*self.names, *self.watches])
        slider.observe(follow_slider, "index")
        return slider

    def present(self, explorer):
        """Return the number that is held."""
        return nearest_notch(self._numbers(explorer)[explorer.held], self.values)

    def rest(self, explorer):
        """Return the state but for the number that is held."""
        return explorer.state | self._with(explorer, None)

    def _numbers(self, explorer):
        """Return all the numbers, each under what `held` calls it."""
        parts = {name: getattr(explorer, name) for name in self.names}
        return dict(enumerate(parts[self.names[0]])) if self.together else parts

    def _with(self, explorer, value):
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


class Explorer(base.Explorer):
    """State → run → picture, wired once; code and controls set the same state.

    A subclass declares its state and its controls, and has `draw` and `show`. With a method
    `dragged(name, x, y)` or `pressed(name)` it is told what is done to the handles.
    """

    LABEL = ""  # what the picture is, for screen readers
    DRAWN_FOR = ()  # the parts of the state on which what stands still depends
    LEFT = ()  # the controls that stand on the left, where these are not the sliders
    PREVIEWS = False  # show the value in the hand first, and the others when the hand rests
    FRAME, SPEED, SPEEDS = 0, 30.0, (5, 15, 30, 60)

    @property
    def offered(self):
        """The values of what is in the hand: a take for each."""
        return self._hand.offered(self)

    def prepare(self):
        """Make what no change of the state changes."""

    def in_hand(self):
        """Return the name of what the page moves by itself: what is declared first."""
        return next(name for name, offer in self.offers.items() if offer.control is Slider)

    def drawn_for(self):
        """Return what stands still depends on: parts of the state, if no more is said."""
        return tuple(getattr(self, name) for name in self.DRAWN_FOR)

    def unused(self):
        """Return the names of the controls that are of no use at the moment."""
        return ()

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.prepare()
        self.offers, acts = declared(type(self))
        self.controls = {name: offer.follow(self) for name, offer in self.offers.items()}
        self.controls |= {name: key(text, self._press(name)) for name, text in acts.items()}
        name = self.in_hand()
        self._hand, slider = self.offers[name], self.controls[name]
        slider.at_rest = True
        self.pictures = {}  # those that were shown last, by what they were drawn for
        self.picture = self._picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=self.LABEL, panels=panels, hand=slider)
        self.stage.frame, self.stage.speed, self.stage.speeds = self.FRAME, self.SPEED, self.SPEEDS
        if hasattr(self, "dragged"):
            self.stage.on_drag(self.dragged)
        if hasattr(self, "pressed"):
            self.stage.on_press(self.pressed)
        return [*self.arrange(acts), self.stage]

    def arrange(self, acts):
        """Return the controls as they stand over the stage; `acts` are the names of buttons."""
        sliders = [name for name, offer in self.offers.items() if offer.control is Slider]
        left = self.LEFT or sliders
        right = [self.controls[name] for name in self.offers if name not in left]
        buttons = [*(self.controls[name] for name in acts), key("reset", self.reset)]
        buttons = in_a_row(*buttons) if acts else buttons[0]
        return [columns([self.controls[name] for name in left], [*right, buttons])]

    def refresh(self, changed):
        """Show what belongs to every value in the hand."""
        self._present(self.offered)

    def hurry(self, changed):
        """Show what belongs to the present value alone."""
        self._present([self._hand.present(self)])

    def basis(self):
        """Return what all takes depend on."""
        return self._hand.rest(self), self.offered

    def _present(self, values):
        unused = self.unused()
        for name, control in self.controls.items():
            control.layout.display = "none" if name in unused else ""
        with self.stage.hold_sync():
            if (picture := self._picture()) is not self.picture:
                self.put(picture, unchanged=True)
            self.show(values)

    def _picture(self):
        """Return the picture of the present state: one of those shown last, or a new one."""
        wanted = self.drawn_for()
        self.pictures[wanted] = picture = self.pictures.pop(wanted, None) or self.draw()
        if len(self.pictures) > KEPT:
            del self.pictures[next(iter(self.pictures))]
        return picture

    def _press(self, name):
        return lambda _: getattr(self, name)()


def declared(kind):
    """Return what a class of explorers declares: controls by name, and the texts of its buttons."""
    members = {name: item for cls in reversed(kind.__mro__) for name, item in vars(cls).items()}
    offers = {name: item for name, item in members.items() if isinstance(item, Slide | Held)}
    acts = {name: item.button for name, item in members.items() if hasattr(item, "button")}
    return offers, acts
