"""What is said: the same words in the browser as in Python, spoken when they rest."""

import numpy as np
import pytest
import scenes
from page import expire, goto, hold_timers, open_stages, settle

from lecture_lib.stage import Readout, Stage
from lecture_lib.stage.readout import number_text, say

NUMBERS = [
    *(0, -0.0, 0.5, 1.5, 2.5, -0.5, -2.5, 0.25, -0.25, 0.125, 1 / 3, -0.04, -0.0004, 0.0005),
    *(1e-9, 0.05, 0.15, 0.045, 99999.0, 99999.96, -99999.96, 1e5, 125000, 115000, -125000),
    *(9.96e5, 1.05e6, 123456789, -2.1e17, 1e21, 3e38, np.inf, -np.inf, np.nan),
]


@pytest.mark.parametrize(
    ("x", "digits", "want"),
    [
        (3.14159, 2, "3.14"),
        (-0.5, 1, "−0.5"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (-0.04, 1, "0.0"),
        (5e-7, 7, "0.0000005"),
        (1e-9, 8, "0.00000000"),
        (2.1e17, 3, "2.1·10¹⁷"),
        (9999.4, 0, "9999"),
        (20884, 0, "20,884"),
        (-12345.678, 2, "−12,345.68"),
        (125000, 0, "1.3·10⁵"),
        (9.96e7, 0, "1.0·10⁸"),
        (np.nan, 2, "–"),
        (-np.inf, 2, "–"),
    ],
)
def test_number_text(x, digits, want):
    assert number_text(x, digits) == want


@pytest.mark.browser
def test_numbers_are_written_alike(page):
    code = str(Stage._esm)
    write = code[code.index("function numberText") : code.index("/**", code.index("numberText("))]
    numbers = np.float32(NUMBERS).tolist()
    numbers += np.float32(np.random.default_rng(0).normal(0, 1e3, 300)).tolist()
    numbers += (np.arange(-200, 200) / 16).tolist()
    numbers += (np.arange(-1000, 1000) * 99.5 + 9999.5).tolist()  # some with thousands apart
    for digits in range(9):
        texts = page.evaluate(
            f"([digits, xs]) => {{ {write}; return xs.map((x) => numberText(x, digits)); }}",
            [digits, numbers],
        )
        assert texts == [number_text(x, digits) for x in numbers]


@pytest.fixture
def telling():
    """A stage whose sentence has holes in holes, words, constants and numbers of all kinds."""
    stage = scenes.growing_line()
    numbers = np.resize(NUMBERS, (scenes.TAKES, scenes.FRAMES))
    readout = Readout(
        "Step {step} of take {take}: loss {loss}, {word}, 1 × {loss} − {loss}.",
        {
            "step": np.arange(scenes.FRAMES)[None],
            "take": np.arange(scenes.TAKES)[:, None],
            "loss": numbers,
            "word": np.arange(10).reshape(2, 5) % 3,
        },
        {"loss": 2},
        {"word": ["fine", "too large: {loss}", "lost at step {step}"]},
    )
    stage.show(stage.tracks, readout)
    return stage


@pytest.mark.browser
def test_the_browser_says_what_python_says(page, telling):
    open_stages(page, telling)
    for take in range(scenes.TAKES):
        for frame in range(scenes.FRAMES):
            goto(page, take, frame)
            said = page.locator(".stage-readout").text_content()
            assert said == telling.sentence(take, frame)


@pytest.mark.browser
def test_the_sentence_is_spoken_when_it_rests(page, telling):
    open_stages(page, telling)
    hold_timers(page)
    spoken = page.locator("[aria-live=polite]")
    first = telling.sentence(0, 0)
    assert spoken.text_content() == first
    page.evaluate(
        """() => {
          window.heard = [];
          const node = document.querySelector("[aria-live=polite]");
          new MutationObserver(() => heard.push(node.textContent)).observe(
            node, { childList: true, characterData: true, subtree: true });
        }"""
    )
    for frame in (1, 2, 3, 4):
        goto(page, 0, frame)
        assert page.locator(".stage-readout").text_content() == telling.sentence(0, frame)
        assert spoken.text_content() == first
    expire(page)
    page.evaluate("window.dispatchEvent(new Event('resize'))")  # draws the same again
    settle(page)
    expire(page)
    assert page.evaluate("heard") == [telling.sentence(0, 4)]


@pytest.mark.parametrize(
    ("x", "want"),
    [
        (-0.7, "2 + (−0.70) × 3 = −0.70."),
        (0.7, "2 + 0.70 × 3 = 0.70."),
        (-12345.0, "2 + (−12,345.00) × 3 = −12,345.00."),
        (-2.1e17, "2 + (−2.1·10¹⁷) × 3 = −2.1·10¹⁷."),
    ],
)
def test_a_negative_number_behind_a_sign_is_put_in_brackets(x, want):
    assert say("2 + {x:.2f} × 3 = {x:.2f}.", x=x).sentence(0, 0) == want


def test_a_hole_without_a_value():
    with pytest.raises(ValueError, match=r"lacks \['loss'\]"):
        Readout("Loss {loss}")
    with pytest.raises(ValueError, match=r"lacks \['b'\]"):
        Readout("{a}", {"a": [[0]]}, words={"a": ["{b}"]})


def test_a_value_that_is_no_table():
    with pytest.raises(ValueError, match=r"values\['loss'\] must have shape"):
        Readout("{loss}", {"loss": np.arange(3)})


def test_said_like_an_f_string():
    readout = say(
        "Step {t} of {n}: loss {loss:.4f}, about {loss:.1f}. {manner}",
        t=np.arange(3)[None],
        n=2,
        loss=np.array([[0.51234, 0.25, 0.125], [1e6, np.inf, -0.00001]]),
        manner=np.array([["High.", "It fell to {loss:.2f}.", "High."]]),
    )
    assert readout.sentence(0, 0) == "Step 0 of 2: loss 0.5123, about 0.5. High."
    assert readout.sentence(0, 1) == "Step 1 of 2: loss 0.2500, about 0.3. It fell to 0.25."
    assert readout.sentence(1, 0) == "Step 0 of 2: loss 1.0·10⁶, about 1.0·10⁶. High."
    assert readout.sentence(1, 1).startswith("Step 1 of 2: loss –, about –.")
    assert readout.sentence(1, 2) == "Step 2 of 2: loss 0.0000, about 0.0. High."


def test_what_cannot_be_said_is_refused():
    with pytest.raises(ValueError, match="it lacks \\['loss'\\]"):
        say("loss {loss}")
    with pytest.raises(ValueError, match=r"template must have formats like '\.4f', got '>3'"):
        say("loss {loss:>3}", loss=1)
