"""What is seen of a page, and when it has come to rest: each change by each way it can come."""

import pytest
from seen import EACH_CANVAS, at_rest, changes

PAGE = """<div class="stage"><p class="stage-readout">Step 1</p>
<canvas class="stage-under" width="9" height="9"></canvas>
<canvas class="stage-live" width="9" height="9"></canvas></div>"""
DOT = "document.querySelector('.stage-{}').getContext('2d').fillRect(4, 4, 1, 1)"
EMPTY = "document.querySelector('.stage-live').getContext('2d').clearRect(0, 0, 9, 9)"
WORD = "document.querySelector('.stage-readout').textContent = 'Step 2'"


@pytest.fixture
def part(visit):
    page = visit("about:blank").page
    page.set_content(PAGE)
    return page.locator(".stage")


@pytest.mark.parametrize(
    "act",
    [
        DOT.format("live"),
        DOT.format("under"),
        WORD,
        f"requestAnimationFrame(() => {{ {WORD} }})",
        f"setTimeout(() => {{ {WORD} }}, 300)",
        f"createImageBitmap(new ImageData(900, 900)).then(() => {{ {WORD} }})",
    ],
)
def test_a_change_is_seen(part, act):
    changes(part, "that", lambda: part.page.evaluate(f"() => void ({act})"))


@pytest.mark.parametrize("act", ["1", EMPTY, "setTimeout(() => 1, 300)"])
def test_no_change_is_seen_too(part, act):
    with pytest.raises(AssertionError, match="that changes nothing"):
        changes(part, "that", lambda: part.page.evaluate(f"() => void ({act})"))


def test_what_was_done_before_is_not_taken_for_a_change(part):
    part.page.evaluate(f"setTimeout(() => {{ {WORD} }}, 300)")
    with pytest.raises(AssertionError, match="that changes nothing"):
        changes(part, "that", lambda: None)


def test_motion_is_waited_for(part):
    part.page.evaluate("""() => {
      const said = document.querySelector(".stage-readout");
      let step = 1;
      const tick = () => {
        said.textContent = `Step ${++step}`;
        if (step < 60) requestAnimationFrame(tick);
      };
      tick();
    }""")
    assert at_rest(part).startswith("Step 60")


def test_a_canvas_painted_on_is_read_again(part):
    seen = [part.page.evaluate(EACH_CANVAS)]
    part.page.evaluate(DOT.format("live"))
    seen.append(part.page.evaluate(EACH_CANVAS))
    part.page.evaluate(EMPTY)
    seen.append(part.page.evaluate(EACH_CANVAS))
    assert seen[0] == seen[2] != seen[1]
