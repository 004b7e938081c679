"""What all explorers share: a state, controls that follow it, a stage, and a way back."""

import asyncio
import os
import sys

import ipywidgets
from IPython import get_ipython

from lecture_lib.explorers.predecessors import close_predecessors
from lecture_lib.explorers.state import declared
from lecture_lib.stage import Slider, Stage

AT_REST = 0.15  # s without a change; soon enough for a hand that goes to another control
END = sys.maxsize  # the frame that is last, whichever that is
KEPT = 4  # pictures; each holds two or three megabytes, and takes a fifth of a second to draw
# pictures so small that a notebook can hold ten
STORED = {"density": 1.2, "colours": 96}
STORED_FILM = {"density": 0.8, "colours": 48}


class Explorer(ipywidgets.VBox):
    """State → run → picture, wired once; code and controls set the same state.

    A subclass declares its state with its controls (`explorers.state`). In `draw` it says which
    picture belongs to a state, in `DRAWN_FOR` on what that depends, and in `show` it gives the
    stage a take for each of some values of the number in the hand. With a method
    `dragged(name, x, y)` or `pressed(name)` it is told what is done to the handles.

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

    LABEL = ""  # what the picture is, for screen readers
    DRAWN_FOR = ()  # the parts of the state on which what stands still depends
    LEFT = ()  # the controls that stand on the left, where these are not the sliders
    MORE = ()  # the controls behind a button, unless the first state asks for one of them
    PREVIEWS = False  # show the value in the hand first, and the others when the hand rests
    FRAME, SPEED, SPEEDS = 0, 30.0, (5, 15, 30, 60)

    _waiting = None  # what follows when the hand rests
    _in_page = None  # what the takes that the page has depend on, if it has all

    def __new__(cls, *args, **options):
        made = super().__new__(cls, *args, **options)
        made.options = options  # as whoever makes it says: more than its state, a class may want
        return made

    def __init__(self, **state):
        self._refuse_unknown(state)
        super().__init__()
        self.more = not self.MORE or bool(set(self.MORE) & set(state))  # whether all are in sight
        self.settled = False  # while it is not, changes of the state are collected
        for name, value in state.items():
            setattr(self, name, value)
        self.children = self.build()
        self._show_error_of(self.show_all)
        self.initial, self.first_frame, self.opened = self.state, self.stage.frame, False
        self.settled = True
        self.observe(self._state_changed, self.trait_names(state=True))
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

    def basis(self):
        """Return what all takes depend on, or None to show each change.

        As long as that stays, the page goes from take to take by itself.
        """
        return self._hand.rest(self), self.offered

    def set(self, **state):
        """Change several parts of the state in one go.

        Raises
        ------
        TypeError
            If a name is no part of the state.
        ValueError
            If a value is out of its range; then nothing has changed.
        """
        self._refuse_unknown(state)
        before = self.state
        try:
            self._put(state)
            if self.state != before:
                self._follow()
        except Exception:
            self._put(before)
            self._follow()
            raise

    def _put(self, state):
        """Change parts of the state, and show nothing of it yet."""
        self.settled = False
        try:
            for name, value in state.items():
                setattr(self, name, value)
        finally:
            self.settled = True

    def reset(self, *_):
        """Go back to the state in which the explorer was made, and to the step it showed then."""
        self.set(**self.initial)
        self.stage.seek(self.first_frame)

    def close(self, picture=True):
        """Close the explorer with all its controls, and free what they hold.

        Shown again, it gives its last sentence, and its last picture unless told otherwise.
        """
        if self.comm is None:
            return
        stage = getattr(self, "stage", None)  # none if it could not be made
        last = {"text/plain": self.sentence if stage else "This explorer is closed."}
        if picture and stage and stage.figure and not shown_by_voila():
            last["image/png"] = stage.picture(**STORED)
        self._free(last)

    def _free(self, last):
        self._forget_what_waits()
        for widget in descendants(self):
            widget.close()
        super().close()
        self._repr_mimebundle_ = lambda **_: last  # a closed widget has none

    def __del__(self):
        """Free what is held; nobody will ask for it any more."""
        self._free({})

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.prepare()
        self.offers, acts = declared(type(self))
        self.controls = {name: offer.follow(self) for name, offer in self.offers.items()}
        self.controls |= {name: text_button(text, self._press(name)) for name, text in acts.items()}
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
        hand = self.in_hand()
        left = [name for name in self.LEFT or sliders if name != hand]
        right = [self.controls[name] for name in self.offers if name not in (*left, hand)]
        buttons = [*(self.controls[name] for name in acts), text_button("reset", self.reset)]
        if not self.more:
            buttons.append(text_button("more", self._bring_out))
        buttons = in_a_row(*buttons) if len(buttons) > 1 else buttons[0]
        others = columns([self.controls[name] for name in left], [*right, buttons])
        return [others, self.controls[hand]]  # what is in the hand stands next to the picture

    def show_all(self):
        """Show what belongs to every value in the hand."""
        self._present(self.offered)
        self._in_page = self.basis()

    def preview(self):
        """Show what belongs to the present value alone."""
        self._present([self._hand.present(self)])

    def put(self, picture, unchanged=False):
        """Show another picture, in the present theme; `Stage.put` says more."""
        self.picture = picture
        picture.wear(self.stage.theme)
        self.stage.put(picture.figure, unchanged)

    def telling_frames(self):
        """Return the frames that tell the story where nothing moves: start, early, end."""
        last = self.stage.frames - 1
        return sorted({0, round(last**0.5), last, self.stage.frame})

    def _refuse_unknown(self, names):
        known = self.trait_names(state=True)
        if unknown := sorted(set(names) - set(known)):
            raise TypeError(f"state must be among {sorted(known)}, got {unknown}")

    def _bring_out(self, button):
        """Show the controls that were behind a button."""
        self.more, button.layout.display = True, "none"
        self._hide()

    def _hide(self):
        hidden = {*self.unused(), *(() if self.more else self.MORE)}
        for name, control in self.controls.items():
            control.layout.display = "none" if name in hidden else ""

    def _present(self, values):
        self._hide()
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

    def _state_changed(self, change):
        if self.settled:
            self._follow()

    def _follow(self):
        """Show the new state; if a hand made it, what is not in view when that rests."""
        basis = self.basis()
        if basis is not None and basis == self._in_page:
            return  # the page has moved to that take already
        self._forget_what_waits()
        self._in_page = None
        if self.PREVIEWS and made_in_the_page():
            self._show_error_of(self.preview)
            loop = asyncio.get_running_loop()
            self._waiting = loop.call_later(AT_REST, self._show_error_of, self.show_all)
        else:
            self._show_error_of(self.show_all)

    def _forget_what_waits(self):
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _show_error_of(self, act):
        try:
            act()
            self.stage.error = ""
        except Exception as error:
            self.stage.error = f"{type(error).__name__}: {error}"
            raise

    def _theme_changed(self, change):
        self.picture.wear(change["new"])
        self.stage.redraw()

    def _repr_mimebundle_(self, **kwargs):
        """Show the widget; where there is none, matplotlib's picture and the sentence."""
        bundle = super()._repr_mimebundle_(**kwargs) | {"text/plain": self.sentence}
        if not shown_by_voila():  # there the widget is always shown, and nothing is stored
            frames = self.telling_frames()
            look = STORED if len(frames) == 1 else STORED_FILM
            bundle["image/png"] = self.stage.film(frames, **look)
            self.stage.pose()
        if self.FRAME == END and not self.opened:
            self.opened, self.first_frame = True, 0
            self.stage.eager = True
            self.stage.seek(0)  # what is stored tells the end; who can play begins at the start
        return bundle


def text_button(text, act):
    """Return a button that calls `act` with itself."""
    button = ipywidgets.Button(description=text, layout=ipywidgets.Layout(width="auto"))
    button.add_class("stage-key")
    button.on_click(act)
    return button


def columns(sliders, keys):
    """Return two groups of controls side by side, one below the other where the page is narrow."""
    if not sliders:
        return in_a_row(*keys)
    left = ipywidgets.VBox(sliders)
    right = in_a_row(*keys) if len(keys) == 2 else ipywidgets.VBox(keys)
    for box, flex in ((left, "3 1 360px"), (right, "4 1 480px")):
        box.layout.flex, box.layout.min_width, box.layout.padding = flex, "0", "0 16px 0 0"
        box.layout.grid_gap = "4px 12px"
    layout = ipywidgets.Layout(flex_flow="row wrap", align_items="flex-start", grid_gap="4px 0")
    return ipywidgets.Box([left, right], layout=layout)


def in_a_row(*controls):
    """Return controls side by side, wrapped where the page is narrow."""
    layout = ipywidgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="4px 12px")
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
    return bool(kernel) and kernel.get_parent().get("header", {}).get("msg_type") == "comm_msg"


def shown_by_voila():
    """Whether Voilà executes the notebook, when it is asked for or beforehand."""
    server = os.environ.get("SERVER_SOFTWARE", "")
    return server.startswith("voila") or "VOILA_BASE_URL" in os.environ
