"""What of an explorer a page plays: axes, each a list of values; and the explorer's way to them."""

from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Axis:
    """A control or handle whose values are played out.

    Parameters
    ----------
    name : str
    kind : {"pick", "press", "place", "held"}
        The values are positions among the options of a picker, or how often a button is pressed,
        or parts of the state: to which a handle leads, or what is picked with the number that is
        not in the hand then.
    grades : list of list
        The values, all of them first, then fewer and fewer.
    first : object
        The present value.
    """

    name: str
    kind: str
    grades: list
    first: object
    grade: int = 0

    @property
    def values(self):
        """The values that are played out."""
        return self.grades[self.grade]

    @property
    def start(self):
        """Which of them is the present one."""
        return self.values.index(self.first)

    def go(self, explorer, index):
        """Bring an explorer to one of the values."""
        value = self.values[index]
        if self.kind == "pick":
            explorer.controls[self.name].index = value
        elif self.kind == "press":
            for _ in range(value):
                getattr(explorer, self.name)()
        else:
            explorer.set(**value)


@dataclass
class Reach:
    """What is moved when a handle is dragged.

    Parameters
    ----------
    axes : list of str
    hand : bool
        Whether the hand moves, too.
    other : str, optional
        The handle at the other end of the line, which passes where that is.
    rewinds : bool
        Whether the first step is shown then.
    step : float
        From place to place, in CSS pixels.
    """

    axes: list
    hand: bool
    other: str | None
    rewinds: bool
    step: float


@dataclass
class Plan:
    """What of an explorer is played.

    Parameters
    ----------
    axes : list of Axis
    aims : dict
        Buttons with one aim each: {"index": of the hand}, or {"axis": name, "value": position}.
    drags : list of str
        Handles that move the hand alone.
    places : dict of str to Reach
        Handles that move something else, or the hand and something else.
    left : list of str
        Controls and handles that need Python.
    thinned : list of str
        Controls that have fewer values than in Python.
    """

    axes: list = field(default_factory=list)
    aims: dict = field(default_factory=dict)
    drags: list = field(default_factory=list)
    places: dict = field(default_factory=dict)
    left: list = field(default_factory=list)

    @property
    def thinned(self):
        """Sliders with fewer values than in Python."""
        return [axis.name for axis in self.axes if axis.kind == "pick" and axis.grade]


@contextmanager
def unseen(explorer):
    """Change an explorer without a picture of each change; bring it back."""
    state, explorer._follow = explorer.state, lambda: None
    try:
        yield
    finally:
        back(explorer, state)
        del explorer._follow
        explorer._follow()


def show(explorer):
    """Show the state of an explorer that is changed unseen."""
    type(explorer)._follow(explorer)


def back(explorer, state):
    """Bring an explorer back to a state."""
    explorer.set(**state)


def hand_places(explorer):
    """Return three places of the hand: both ends and the present one."""
    count = len(hand_of(explorer).options)
    return sorted({0, count - 1, hand_of(explorer).index})


def hand_of(explorer):
    """Return the control in the hand."""
    return explorer.controls[explorer.in_hand()]


def rest(explorer):
    """Return the state but for what is in the hand."""
    return explorer._hand.rest(explorer)
