"""The static pages: they play, predict and are read without a kernel, and ask no other host."""

import itertools
import json
import random

import homes
import nbformat
import numpy as np
import pytest
from axe import PHONE, violations
from playwright.sync_api import expect
from seen import at_rest
from static_server import serve as serve_files
from stored import stored_sentences, tells_what_is_stored, unfold

from lecture_lib.explorers import (
    ByHandExplorer,
    CloudExplorer,
    FreezeExplorer,
    SaturationExplorer,
    StepExplorer,
    TypoExplorer,
    UnitsExplorer,
)
from lecture_lib.practice.calibrated import calibration
from lecture_lib.practice.predict import Prediction
from lecture_lib.stage.readout import number_text
from tools.site.files import Files, squeezed
from tools.site.handles import spot_of
from tools.site.pages import build, offline
from tools.site.reading import without_style
from tools.site.record import Recording

LOSSES, SIGMOID = "09_good_loss", "13_sigmoid"


KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const entries = () => performance.getEntriesByType('resource').map((entry) => entry.name);
  const pictures = [...document.images].map((image) => image.src);
  const loaded = () => [location.href, ...pictures, ...entries()];
  const missing = async (url) => !(await caches.match(url, { ignoreSearch: true }));
  const last = performance.now() + 60_000;
  while ((await Promise.all(loaded().map(missing))).some(Boolean)) {
    if (performance.now() > last) throw new Error("what was loaded is not kept");
    await new Promise((done) => setTimeout(done, 50));
  }
}"""
# A page's policy lets nobody wait for a function in it.
RED = """() => {
  const paper = document.querySelector('.stage-under').getContext('2d');
  return paper.getImageData(3, 3, 1, 1).data[0];
}"""
RED_AT_LAST = f"""async () => {{
  const [red, last] = [{RED}, performance.now() + 60_000];
  while (red() < 200 && performance.now() < last) await new Promise(requestAnimationFrame);
  return red();
}}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder, with the pages of two sections; few combinations, and quick pictures."""
    folder = tmp_path_factory.mktemp("site") / "course"
    build(folder, [LOSSES, SIGMOID], effort=0, most=4)
    offline(folder)
    return folder


@pytest.fixture(scope="module")
def address(site):
    with serve_files(site) as url:
        yield f"{url}/"


@pytest.fixture
def open_page(visit, address):
    """``open_page(name, query="")``: a page, once its first explorer can be played."""

    def open_page(name, query="", **context):
        opened = visit(f"{address}{name}.html{query}", **context)
        opened.page.wait_for_selector(".practice-prediction")
        return opened

    return open_page


@pytest.mark.parametrize("name", [LOSSES, SIGMOID])
def test_a_page_says_what_is_stored_and_asks_no_other_host(open_page, name):
    opened = open_page(name)
    tells_what_is_stored(opened.page, f"{name}.ipynb")
    assert violations(opened.page) == []
    for width in (800, 2560, 320):
        opened.page.set_viewport_size({"width": width, "height": 900})
        at_rest(opened.page.locator("body"))
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(opened.page, rules=PHONE) == []
    assert opened.errors == []
    assert opened.requests
    assert opened.external == []


# Of brackets in equations, the heights of those that TeX calls big, and of plain ones.
BRACKETS = """["[minsize]", "[stretchy='false']"].map((kind) =>
  [...document.querySelectorAll(`mtable mo${kind}`)].filter((mo) => mo.textContent === "(")
    .map((mo) => mo.getBoundingClientRect().height))"""


def test_large_brackets_are_drawn_whatever_fonts_a_device_has(open_page):
    page = open_page(SIGMOID).page
    unfold(page)
    page.evaluate("document.fonts.ready")
    big, plain = page.evaluate(BRACKETS)
    assert min(big) > 1.15 * max(plain)


PADDING = (
    "[...document.querySelectorAll('.practice-careful')].map((e) => getComputedStyle(e).padding)"
)


@pytest.mark.parametrize("name", [LOSSES, SIGMOID])
def test_boxes_of_what_the_slide_says_are_not_set_as_other_quotations(open_page, name):
    assert {*open_page(name).page.evaluate(PADDING)} == {"10px 14px"}


def with_hand(figures, explorer):
    """The first of the figures whose hand is called as that of the explorer."""
    hand = explorer.controls[explorer.in_hand()].label
    return next(f for f in figures if f.get_by_label(hand, exact=True).count())


def test_choices_and_reset_say_what_the_library_says(open_page):
    twin = TypoExplorer()
    figure = with_hand(unfold(open_page(LOSSES).page), twin)
    said = figure.locator(".stage-readout")
    first = said.inner_text()
    figure.get_by_role("slider").first.focus()
    figure.page.keyboard.press("End")
    twin.controls["typed"].index = len(twin.controls["typed"].options) - 1
    for index, option in enumerate(twin.controls["label"].options):
        figure.get_by_role("radio", name=option, exact=True).check(force=True)
        twin.controls["label"].index = index
        expect(said).to_have_text(twin.sentence)
    figure.get_by_role("button", name="reset").click()
    expect(said).to_have_text(first)


def test_what_needs_python_cannot_be_moved_and_is_named(open_page):
    twin = UnitsExplorer()
    figure = with_hand(unfold(open_page(SIGMOID).page), twin)
    label = twin.controls["threshold"].label
    for option in figure.get_by_role("group", name=label, exact=True).get_by_role("radio").all():
        expect(option).to_be_disabled()
    expect(figure.locator(".site-left")).to_contain_text(label)


def test_dark_pages_have_dark_pictures(open_page):
    opened = open_page(SIGMOID, color_scheme="dark")
    page = opened.page
    unfold(opened.page)
    assert page.evaluate(RED) < 60
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(RED_AT_LAST) >= 200
    assert opened.errors == []
    page.reload()  # which may cut off what is on its way
    expect(page.locator("body")).to_have_class("jp-Notebook theme-light")  # what was chosen is kept


SIZE = "(node) => parseFloat(getComputedStyle(node).fontSize)"


def test_a_page_is_larger_for_the_last_row_until_that_is_taken_back(open_page):
    page = open_page(SIGMOID, "?projector").page
    prose, button = page.locator("p").first, page.get_by_role("button", name="Projector")
    large = prose.evaluate(SIZE)
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(page.url.replace("?projector", ""))
    assert prose.evaluate(SIZE) == large
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    button.click()
    assert large >= 1.4 * prose.evaluate(SIZE)
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_choice_is_seen_where_the_system_forces_its_colours(open_page):
    page = open_page(SIGMOID, forced_colors="active").page
    ground = "(node) => getComputedStyle(node.closest('label')).backgroundColor"
    options = page.locator(".practice-prediction").first.get_by_role("radio")
    chosen = {option.is_checked(): option.evaluate(ground) for option in options.all()}
    assert chosen[True] != chosen[False]


def test_a_dark_page_is_printed_on_white(open_page):
    opened = open_page(SIGMOID, color_scheme="dark")
    page = opened.page
    unfold(opened.page)
    colour = "(node) => getComputedStyle(node).color"
    text = page.locator("p").first
    assert text.evaluate(colour) == "rgb(230, 233, 238)"
    page.emulate_media(media="print")
    assert text.evaluate(colour) == "rgb(27, 31, 36)"
    figure = page.locator(".explorer").first
    expect(figure.locator(".stage-readout")).to_be_visible()
    expect(figure.locator(".stage-panels")).to_be_visible()
    for key in page.locator("button, .stage-slider, .course-navigation").all():
        assert not key.is_visible()


def test_a_prediction_holds_what_is_below_it_until_it_is_locked_in(open_page):
    page = open_page(SIGMOID).page
    prediction = Prediction("P13.1")
    prediction.options.index, prediction.sure.index = 1, 2
    waiting = page.locator(".practice-locked")
    count = waiting.count()
    page.wait_for_selector("details:not([open]) .site-plays", state="attached")  # ready, unseen
    assert count
    assert page.locator("details.practice-fold[open]").count() == 0
    box = page.locator(".practice-prediction").first
    box.get_by_role("radio", name=prediction.answer, exact=True).check(force=True)
    sure = prediction.sure.options[prediction.sure.index]
    box.get_by_role("radio", name=sure, exact=True).check(force=True)
    box.get_by_role("button", name="lock in").click()
    prediction.lock()
    expect(waiting).not_to_have_count(count)
    assert page.locator("details.practice-fold[open]").count()
    expect(box.get_by_role("status")).to_contain_text(prediction.said)
    outcome = page.locator("[data-kind=outcome]").first
    expect(outcome).to_contain_text(prediction.reply)


def test_the_balance_says_what_the_library_says(open_page):
    page = open_page(SIGMOID).page
    questions = json.loads(page.locator("#questions").text_content())
    dice = random.Random(13)
    for _ in range(60):
        predictions, wanted = [], []
        for key, question in questions.items():
            prediction = Prediction(key)
            state = dice.choice(["waits", "locked in", "locked in", "not predicted"])
            prediction.options.index = dice.randrange(len(question["options"]))
            prediction.sure.index = dice.randrange(len(question["sure"]))
            said = question["said"][prediction.options.index][prediction.sure.index]
            answer = {"state": state, "answer": prediction.options.index} | said
            if state == "not predicted":
                prediction.look()
                answer |= question["looked"]
            elif state == "locked in":
                prediction.lock()
            predictions.append(prediction)
            wanted.append({**question, "key": key} | ({} if state == "waits" else answer))
        made = page.evaluate(
            """async (all) => { const place = document.createElement('div');
            const { calibrated } = await import('./assets/calibration.js');
            place.innerHTML = calibrated(all); return place.innerHTML }""",
            wanted,
        )
        again = page.evaluate(
            """(html) => { const place = document.createElement('div');
            place.innerHTML = html; return place.innerHTML }""",
            without_style(calibration(*predictions).value),
        )
        assert made == again


def test_a_page_is_read_without_scripts(visit, address):
    opened = visit(f"{address}{SIGMOID}.html", java_script_enabled=False)
    figure = opened.page.locator(".explorer").first
    expect(figure.locator("figcaption")).to_have_text(stored_sentences(f"{SIGMOID}.ipynb")[0])
    assert figure.locator("img").evaluate("(i) => i.getAttribute('src')").startswith("files/")


def test_a_visited_page_plays_without_a_network(open_page):
    opened = open_page(SIGMOID)
    page = opened.page
    unfold(opened.page)
    page.evaluate(KEPT)
    page.context.set_offline(True)
    page.reload()
    opened.errors.clear()  # of what the page that was left still asked for
    unfold(opened.page)
    for figure, sentence in zip(
        page.locator(".explorer").all(), stored_sentences(f"{SIGMOID}.ipynb"), strict=True
    ):
        assert figure.locator(".stage-readout").inner_text()[:4] == sentence[:4]
    assert opened.errors == []


def test_the_whole_course_can_be_kept(open_page, address):
    page = open_page(SIGMOID).page
    page.evaluate(KEPT)
    page.get_by_role("button", name="Keep the whole course").click()
    expect(page.get_by_role("button", name="Kept: the course works")).to_be_visible()
    page.context.set_offline(True)
    page.goto(f"{address}{LOSSES}.html")
    page.wait_for_selector(".practice-prediction")


BACK = """async (bytes) => {
  const { unpacked } = await import('./assets/unpack.js');
  const view = await unpacked(new Response(new Uint8Array(bytes)));
  return [...new Uint8Array(view.buffer)];
}"""


def table_of(raw, ref):
    kind = {"f4": np.float32, "u1": np.uint8}[ref["type"]]
    return np.frombuffer(raw, kind, int(np.prod(ref["shape"])), ref["offset"])


def test_squeezed_takes_come_back(open_page):
    """Positions to a part of a pixel that nobody sees, numbers as far as they are read out."""
    page = open_page(SIGMOID).page
    for explorer in (SaturationExplorer(), UnitsExplorer(), StepExplorer()):
        scene, data = explorer.stage.scene, explorer.stage.data
        file = squeezed(scene, data)
        back = bytes(page.evaluate(BACK, list(file)))
        assert len(back) == len(data)
        assert len(file) < len(data) / 4
        for layer in scene["layers"]:
            was, is_now = (table_of(raw, layer["tracks"]["points"]) for raw in (data, back))
            np.testing.assert_allclose(is_now, was, atol=1 / 32, rtol=1e-6)
        readout = scene["readout"]
        for name, ref in readout["values"].items():
            pairs = zip(table_of(data, ref).tolist(), table_of(back, ref).tolist(), strict=True)
            for was, is_now in set(pairs):
                digits = readout["digits"][name]
                assert number_text(is_now, digits) == number_text(was, digits)


PLAY = """async ([record, acts]) => {
  const { Player } = await import('./assets/player.js');
  const modules = {};
  for (const kind of ['choice', 'slider', 'stage'])
    modules[kind] = await import(`./assets/${kind}.js`);
  const player = new Player(record, './files/', modules);
  const element = document.body.appendChild(document.createElement('div'));
  await player.show(element);
  const pause = () => new Promise((done) => setTimeout(done, 20));
  const said = () => element.querySelector('.stage-readout')?.textContent;
  for (let i = 0; !said() && i < 3000; i++) await pause();
  const does = {
    hand: (index) => player.hand.set('index', index),
    pick: (id, index) => {
      player.models[id].set('index', index);
      player.models[id].save_changes();
    },
    press: (text) =>
      [...element.querySelectorAll('button')].find((b) => b.textContent === text).click(),
    drag: (...position) => {
      player.stage.set('position', position);
      player.stage.save_changes();
    },
  };
  const all = [];
  for (const [act, wanted, ...how] of acts) {
    does[act](...how);
    for (let i = 0; said() !== wanted && i < 3000; i++) await pause();
    all.push(said());
  }
  return all;
}"""


@pytest.fixture
def played(open_page, site, monkeypatch):
    """``played(explorer, acts, most)``: what a page says after (act, what is wanted, how) each."""
    monkeypatch.setattr("lecture_lib.stage.stage.DENSITY", 0.5)  # the words alone are looked at

    def played(explorer, acts, most=200):
        record = Recording(explorer, Files(site / "files", effort=0), most).described()
        return open_page(SIGMOID).page.evaluate(PLAY, [record, acts])

    return played


def drag(twin, name, place):
    """Drag a handle of the library's; return the act for the page."""
    handle = next(handle for handle in twin.stage.handles if handle.name == name)
    x, y = place
    inverse = handle.axes.transData.inverted()
    twin.dragged(name, *map(float, inverse.transform((x, twin.stage.size[1] - y))))
    return ["drag", twin.sentence, name, x, y]


def test_a_dragged_handle_and_a_button_lead_where_the_library_leads(played, tmp_path):
    twin, acts = CloudExplorer(), []
    (axis,) = Recording(CloudExplorer(), Files(tmp_path), most=20).plan.axes
    for index in (2, len(axis.values) - 1, 9):
        axis.go(twin, index)
        acts.append(["drag", twin.sentence, "place", *map(float, spot_of(twin, "place"))])
    twin.to_the_lowest_place()
    acts.append(["press", twin.sentence, "to the lowest place"])
    assert played(CloudExplorer(), acts, most=20) == [said for _, said, *_ in acts]


def test_the_end_of_a_line_is_dragged_as_in_the_library(played):
    """To the nearest line, that is; the library's rounding may lead to the notch beside it."""
    twin, acts = ByHandExplorer(), []
    for name in ("line left", "line right", "point"):
        x, y = map(float, spot_of(twin, name))
        acts.append(drag(twin, name, (x + 8, y - 30)))
        twin.reset()
        acts.append(["press", twin.sentence, "reset"])
    assert played(ByHandExplorer(), acts) == [said for _, said, *_ in acts]


def test_a_number_is_exchanged_for_that_in_the_hand(played, tmp_path):
    twin, acts = FreezeExplorer(), []
    picker = Recording(twin, Files(tmp_path)).ids[twin.controls["locked"]]
    for index, option in ((10, 1), (60, 0)):
        twin.controls["weight"].index = index
        acts.append(["hand", twin.sentence, index])
        twin.controls["locked"].index = option
        acts.append(["pick", twin.sentence, picker, option])
    assert played(FreezeExplorer(), acts) == [said for _, said, *_ in acts]


def test_pages_are_small(site):
    for name in (LOSSES, SIGMOID):
        html = (site / f"{name}.html").read_text("utf-8")
        assert len(html) < 400_000
    cells = itertools.chain.from_iterable(
        nbformat.read(homes.NOTEBOOKS / f"{name}.ipynb", 4).cells for name in (LOSSES, SIGMOID)
    )
    pictures = [
        c for c in cells if any("image/png" in o.get("data", {}) for o in c.get("outputs", ()))
    ]
    records = [json.loads(p.read_text()) for p in (site / "files").glob("*.json")]
    records = [record for record in records if "first" in record]
    assert 0 < len(records) <= len(pictures)
    for record in records:
        first = record["first"]["pictures"]["light"]
        size = sum((site / "files" / file).stat().st_size for file in first.values() if file)
        assert size < 500_000
