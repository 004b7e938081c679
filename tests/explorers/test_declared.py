"""What the base makes of what an explorer declares, on the smallest explorer of CONTRIBUTING.md."""

import re
from pathlib import Path

import numpy as np
import pytest

from lecture_lib.data import load_faces
from lecture_lib.explorers.explorer import descendants
from lecture_lib.explorers.state import Held, Slide, State, button, declared, nearest_notch
from lecture_lib.stage import Choice, Slider

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
SMALLEST = next(
    code for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "Tilt" in code
)
NAMES = {}
exec(SMALLEST, NAMES)
TiltExplorer = NAMES["TiltExplorer"]


class HeldExplorer(TiltExplorer):
    """One of two numbers is held; a button changes which one."""

    scores = State((0.1, 0.2))
    number = Held(
        "scores",
        (0.0, 0.1, 0.2),
        ["held"],
        lambda explorer: f"score {explorer.held}",
        text="{:.1g}".format,
    )
    held = State(0)

    @button("the other one")
    def other(self):
        """Take the other number."""
        self.set(held=1 - self.held)


class PartExplorer(TiltExplorer):
    """One of two parts of the state is held."""

    left, right = State(0.1), State(0.2)
    held = State("left")
    number = Held(("left", "right"), (0.0, 0.1, 0.2), ["held"], lambda explorer: explorer.held)

    def in_hand(self):
        return "number"


def test_the_page_shows_a_whole_explorer():
    assert len(SMALLEST.splitlines()) <= 60
    explorer = TiltExplorer()
    faces = load_faces("train")
    loss = np.mean([0.5 * (0.3 * (x - 2) - 1) ** 2 for x in faces.mouth[faces.labels == 1]])
    assert explorer.sentence == f"At a slope of 0.3 the loss is {loss:.4f} on the happy faces."
    explorer.set(slope=0.5, faces="sad")
    assert "on the sad faces" in explorer.sentence


def test_controls_follow_the_state_and_lead_it():
    explorer = TiltExplorer()
    slope, faces = explorer.controls["slope"], explorer.controls["faces"]
    assert isinstance(slope, Slider)
    assert isinstance(faces, Choice)
    explorer.slope = 0.5
    assert slope.options[slope.index] == "0.5"
    faces.index = 1
    assert explorer.faces == "sad"


def test_the_first_slider_is_in_the_hand():
    explorer = TiltExplorer()
    assert explorer.stage.hand is explorer.controls["slope"]
    assert explorer.stage.hand.at_rest
    assert explorer.stage.takes == len(TiltExplorer.slope.values)


def test_a_value_between_notches_is_offered_as_long_as_it_lasts():
    explorer, notches = TiltExplorer(), len(TiltExplorer.slope.values)
    explorer.set(slope=0.123)
    assert explorer.stage.takes == len(explorer.stage.hand.options) == notches + 1
    explorer.reset()
    assert explorer.stage.takes == len(explorer.stage.hand.options) == notches
    assert explorer.stage.hand.options == TiltExplorer().stage.hand.options


@pytest.mark.parametrize("value", [0.1 + 0.2, np.float32(0.3), 0.3 * (1 + 5e-7)])
def test_what_only_rounding_tells_from_a_notch_is_the_notch(value):
    explorer = TiltExplorer(slope=value)
    assert explorer.slope == 0.3
    assert len(explorer.stage.hand.options) == len(TiltExplorer.slope.values)


def test_what_is_no_number_is_no_notch():
    assert nearest_notch("best", (0.0, 1.0)) == "best"
    assert nearest_notch(True, (0.0, 1.0)) is True
    assert nearest_notch(0.30001, (0.3,)) == 0.30001


def test_pictures_are_drawn_for_what_they_depend_on_and_kept():
    explorer = TiltExplorer()
    first = explorer.picture
    explorer.set(slope=0.5)
    assert explorer.picture is first
    explorer.set(faces="sad")
    assert explorer.picture is not first
    explorer.set(faces="happy")
    assert explorer.picture is first


def test_a_picture_comes_in_the_present_theme():
    explorer = TiltExplorer()
    explorer.stage.theme = "dark"
    explorer.set(faces="sad")
    assert explorer.picture.theme == "dark"
    explorer.stage.theme = "light"
    explorer.set(faces="happy")
    assert explorer.picture.theme == "light"


def test_a_number_of_a_tuple_is_held():
    explorer = HeldExplorer()
    slider = explorer.controls["number"]
    assert (slider.label, slider.options[slider.index]) == ("score 0", "0.1")
    slider.index = 2
    assert explorer.scores == (0.2, 0.2)
    explorer.controls["other"].click()
    assert (explorer.held, slider.label) == (1, "score 1")
    slider.index = 0
    assert explorer.scores == (0.2, 0.0)
    explorer.scores = (0.2, 0.123)
    assert slider.options == ["0", "0.1", "0.1", "0.2"]
    assert explorer.scores == (0.2, 0.123)


def test_a_part_of_the_state_is_held():
    explorer, shown = PartExplorer(), []
    slider, explorer.show = explorer.controls["number"], shown.append
    assert (slider.label, slider.options[slider.index]) == ("left", "0.1")
    slider.index = 2
    assert (explorer.left, explorer.right, shown) == (0.2, 0.2, [])
    explorer.set(held="right", left=0.15)
    assert (slider.label, slider.options[slider.index]) == ("right", "0.2")
    slider.index = 0
    assert (explorer.left, explorer.right, len(shown)) == (0.15, 0.0, 1)


def test_what_the_page_has_already_is_not_asked_again():
    explorer, shown = TiltExplorer(), []
    explorer.show = shown.append
    explorer.controls["slope"].index = 0
    assert shown == []
    explorer.controls["faces"].index = 1
    assert len(shown) == 1


def test_a_subclass_declares_anew_or_more():
    class Steep(TiltExplorer):
        slope = Slide(2.0, (1.0, 2.0), "slope")

    offers, acts = declared(Steep)
    assert list(offers) == ["slope", "faces"]
    assert Steep().stage.takes == 2
    assert declared(HeldExplorer)[1] == acts | {"other": "the other one"}


def test_controls_of_no_use_are_hidden():
    class Shy(TiltExplorer):
        def unused(self):
            return ("slope",) if self.faces == "sad" else ()

    explorer = Shy()
    assert explorer.controls["slope"].layout.display == ""
    explorer.set(faces="sad")
    assert explorer.controls["slope"].layout.display == "none"


def test_what_can_wait_is_behind_a_button():
    class Roomy(TiltExplorer):
        MORE = ("faces",)

    explorer = Roomy()
    more = next(w for w in descendants(explorer) if getattr(w, "description", "") == "more")
    assert explorer.controls["faces"].layout.display == "none"
    more.click()
    assert explorer.controls["faces"].layout.display == ""
    assert more.layout.display == "none"
    asked = Roomy(faces="sad")  # the first state asks for it
    assert asked.controls["faces"].layout.display == ""
    assert "more" not in [getattr(w, "description", "") for w in descendants(asked)]


def test_a_slider_through_words_keeps_their_order():
    class Sized(TiltExplorer):
        slope = Slide("low", ("low", "high"), "slope", text=str)

        def show(self, slopes):
            super().show([{"low": 0.1, "high": 0.9}[slope] for slope in slopes])

    explorer = Sized(slope="high")
    assert explorer.stage.hand.options == ["low", "high"]
    assert "At a slope of 0.9" in explorer.sentence
