"""Practice in both homes: by keyboard alone, in light and dark, from phone to projector."""

import homes
import pytest
from axe import violations
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NAME = "11_practice.ipynb"
PREDICT = """from lecture_lib.practice import Prediction, calibration, check, show_source
prediction = Prediction("P11.1")
prediction"""
EXPERIMENT = """import ipywidgets
prediction.unlocks(ipywidgets.IntSlider(description="trial"))"""
SOURCE = """from lecture_lib.models import Linear
show_source(Linear.predict, pseudocode="h(x) = wᵀx", slide="slide 24")"""
CAREFUL = """<blockquote class="practice-careful">

⚠ **The slide says** more [than it should](other.ipynb).

**Careful:** read $1/(2N)$ twice.

</blockquote>"""
FOLDED = "11_folded.ipynb"
FOLDS = (  # a "-" before a heading: what is below it is folded
    "# Folds",
    "## Predict",
    (
        'from lecture_lib.practice import Prediction, calibration\nfirst = Prediction("P11.1")',
        "first",
    ),
    "-## Experiment: the first",
    "text of the first",
    "### What happened",
    ("first.outcome()",),
    "-## Go deeper: more",
    "text of more",
    "### Predict",
    ('second = Prediction("P8.1")', "second"),
    "-### Experiment: the second",
    "text of the second",
    "-## The idea",
    "text of the idea",
    "## Exercise",
    ("calibration(first, second)",),
)
TEXTS = ("the first", "more", "the second", "the idea")
PARTS = (".practice-prediction", ".practice", ".practice-careful")
CHECKS = """for function in (None, lambda w1, x, y: w1 + x[0] + y[0], lambda w1, x, y: x[9]):
    display(check.best_w0(function))"""


def folded(cell):
    """A code cell from a tuple of its parts, else a markdown cell, collapsed or not."""
    if isinstance(cell, tuple):
        return code("\n".join(cell))
    made = prose(cell.removeprefix("-"))
    if cell.startswith("-"):
        made.metadata["jp-MarkdownHeadingCollapsed"] = True
    return made


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, write_notebook):
    folder = tmp_path_factory.mktemp("practice") / "notebooks"
    folder.mkdir()
    write_notebook(folder / FOLDED, *map(folded, FOLDS))
    cells = [PREDICT, EXPERIMENT, "prediction.outcome()", "calibration(prediction)", SOURCE, CHECKS]
    write_notebook(folder / NAME, prose("# Practice"), prose(CAREFUL), *map(code, cells))
    return folder


@pytest.fixture(params=["voila", "lab"])
def open_practice(request, open_voila, open_lab):
    """Open the notebook in either home, and wait until its last cell has answered."""
    opener = {"voila": open_voila, "lab": open_lab}[request.param]

    def open_practice(**context):
        opened = opener(NAME, **context)
        opened.page.wait_for_selector(".practice-wrong >> nth=1", state="attached")
        opened.page.wait_for_selector(".practice-prediction input")
        return opened

    return open_practice


@pytest.fixture(params=["voila", "lab"])
def open_folds(request, open_voila, open_lab):
    """Open the folded notebook in either home, and wait until its last cell has answered."""
    opened = {"voila": open_voila, "lab": open_lab}[request.param](FOLDED)
    opened.page.wait_for_selector(".practice-calibration", state="attached")
    opened.page.wait_for_selector(".practice-fold >> nth=1", state="attached")
    return opened.page


def unfold(page, title):
    """Open by hand what is folded below a heading."""
    page.locator(".practice-fold, .course-fold, .jp-MarkdownHeadingCollapsed").filter(
        has=page.get_by_role("heading", name=title)
    ).locator("summary, .jp-showHiddenCellsButton").first.click()


def expect_open(page, *names):
    """Expect the texts of these folds to be seen, and of no others."""
    for name in TEXTS:
        text = page.locator("p", has_text=f"text of {name}")
        expect(text).to_be_visible() if name in names else expect(text).to_be_hidden()


def test_nothing_below_a_prediction_is_open_until_it_is_locked_in(open_folds):
    page = open_folds
    expect_open(page)
    expect(page.get_by_role("heading", name="Exercise")).to_be_visible()
    page.get_by_role("button", name="lock in").first.click()
    expect_open(page, "the first", "the idea")  # "Go deeper" is opened by hand
    expect(page.locator(".practice-said").first).to_contain_text("no idea yet")
    unfold(page, "Go deeper")
    expect_open(page, "the first", "the idea", "more")
    page.get_by_role("button", name="show me anyway").last.click()
    expect_open(page, *TEXTS)
    expect(page.locator(".practice-calibration")).to_contain_text("P8.1not predicted")


def test_who_unfolds_it_by_hand_has_not_predicted(open_folds):
    page = open_folds
    unfold(page, "Experiment: the first")
    expect(page.get_by_role("status").first).to_have_text(
        "Not predicted. Everything below is open."
    )
    expect(page.locator(".practice-calibration")).to_contain_text("P11.1not predicted")
    expect_open(page, "the first", "the idea")


def test_practice_that_was_given_up_too_soon_is_shown(serve, notebooks, open_late):
    page = open_late(serve(homes.voila, notebooks).page(FOLDED))
    expect(page.locator(".practice-prediction input").first).to_be_attached()
    expect(page.locator(".practice-calibration")).to_be_attached()


def found(page):
    """What axe finds in the parts that are practice's own, in light and then in dark."""
    all_found = []
    for scheme, light in (("light", "true"), ("dark", "false")):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
        all_found += violations(page, ", ".join(PARTS))
    return all_found


def test_keys_alone_lead_to_the_outcome_and_to_the_hints(open_practice):
    opened = open_practice(viewport={"width": 1280, "height": 2600})
    page = opened.page
    cells = page.locator(".jp-Cell").count()
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("radio", name="no idea yet").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="draws a parabola")).to_be_checked()
    say_how_sure(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="lock in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".practice-said")).to_contain_text("draws a parabola, 40% sure")
    expect(page.get_by_role("radio", name="falls")).to_be_disabled()
    expect(page.get_by_role("radio", name="certain")).to_be_disabled()
    score = page.locator(".practice-calibration tbody")
    expect(score).to_have_text("P11.1✓ draws a parabola, 40% suredraws a parabola0.45")
    page.keyboard.press("Tab")
    expect(page.get_by_role("slider")).to_be_focused()
    unfold_hints(page)
    assert page.locator(".jp-Cell").count() == cells  # no key got through to JupyterLab
    assert opened.errors == []


def say_how_sure(page):
    """From the answer on to the next group, and up from a guess, by keys."""
    expect(page.locator(".practice-calibration")).to_contain_text("not locked in yet")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="guessing (20%)")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="40%", exact=True)).to_be_checked()


def unfold_hints(page):
    """Open one hint and the stronger one inside it, by keys."""
    box = page.locator(".practice-untried")
    stronger = box.get_by_text("A stronger hint")
    expect(stronger).to_be_hidden()
    box.get_by_text("A hint", exact=True).focus()
    page.keyboard.press("Enter")
    expect(stronger).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(box.get_by_text("The slope in w0 is the mean")).to_be_visible()


def test_axe_finds_nothing(open_practice):
    page = open_practice(viewport={"width": 1280, "height": 2600}).page
    for part in PARTS:
        expect(page.locator(part)).not_to_have_count(0)
    assert found(page) == []
    page.get_by_role("button", name="lock in").click()
    expect(page.locator(".practice-said")).to_be_visible()
    expect(page.locator(".practice-calibration table")).to_be_visible()
    assert found(page) == []


def test_everything_fits_the_width(open_voila):
    page = open_voila(NAME).page
    page.wait_for_selector(".practice-source")
    page.wait_for_selector(".practice-prediction input")
    for width, side_by_side in ((375, 1), (1280, 2), (2560, 2)):
        page.set_viewport_size({"width": width, "height": 900})
        assert columns(page) == side_by_side
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for box in page.locator(".practice, .practice-careful, .practice-prediction").all():
            edge = box.bounding_box()
            assert edge["x"] >= 0
            assert edge["x"] + edge["width"] <= width
    page.set_viewport_size({"width": 375, "height": 900})
    page.get_by_role("button", name="lock in").click()
    note = page.locator(".practice-prediction").get_by_role("status")
    assert note.bounding_box()["width"] > 150  # not squeezed to a word per line


def columns(page):
    """How many columns the source and its pseudocode stand in."""
    grid = page.locator(".practice-source")
    return len(grid.evaluate("e => getComputedStyle(e).gridTemplateColumns").split())
