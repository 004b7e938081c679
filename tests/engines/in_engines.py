"""The course in Firefox and in WebKit: ``make test-engines``.

Each page loads clean, and each kind of control works, on the static pages, the dashboards and in
JupyterLab. What the pages say and show in all their states is asked in Chromium, by `make test`.
"""

import homes
import pytest
from engines import ENGINES
from nbformat.v4 import new_code_cell as code
from seen import LATE
from static_server import serve as serve_files
from stored import FOLDS, NOTEBOOKS, OPEN_NEXT, stored_sentences

from tools.site import pages

LOSSES, LINE = "09_good_loss", "11_where_do_you_draw_the_line"
KINDS = "11_kinds.ipynb"
CELLS = (
    "from lecture_lib.explorers import LineExplorer, RaceExplorer, TugExplorer",
    "from lecture_lib.practice import Prediction, check",
    'first = Prediction("P11.1")\nfirst',
    "first.unlocks(LineExplorer(eta=0.3))",
    "first.outcome()",
    "TugExplorer()",
    "RaceExplorer()",
    "for answer in (None, lambda w1, x, y: y.mean() - w1 * x.mean()):\n"
    "    display(check.best_w0(answer))",
)
CLOSE = "() => jupyterapp.serviceManager.sessions.shutdownAll()"
RUN = """async (path) => {
  await jupyterapp.restored;
  const notebook = await jupyterapp.commands.execute("docmanager:open", { path });
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  jupyterapp.commands.execute("notebook:run-all-cells"); // it is over when all is shown
}"""
SPEAK = """(count) => [...document.querySelectorAll(".stage-readout")]
  .filter((said) => said.textContent).length >= count"""
COMPLAINTS = "(late) => complaints.splice(0).filter((said) => !said.includes(late))"
OUTSIDE = """() => performance.getEntriesByType("resource").map(({ name }) => new URL(name))
  .filter(({ protocol, hostname }) => protocol.startsWith("http") && hostname !== "127.0.0.1")
  .map(String)"""
MARK = """(css, text = "") => { // the first such control that works, and the explorer around it
  for (const marked of document.querySelectorAll("#control, #explorer")) marked.id = "";
  const boxes = [...document.querySelectorAll(".widget-box:has(.stage)")];
  const outer = boxes.filter((box) => !box.parentElement.closest(".widget-box"));
  for (const box of outer) {
    const chosen = (node) => node.type === "radio" && node.checked;
    const works = (node) => node.checkVisibility() && !node.disabled && !chosen(node);
    const named = [...box.querySelectorAll(css)].filter((node) => node.textContent.includes(text));
    const control = named.find(works);
    if (!control) continue;
    [box.id, control.id] = ["explorer", "control"];
    return true;
  }
  return false;
}"""
TO_THE_END = """() => document.querySelector("#explorer [aria-label='To the end']")?.click()"""
REST = "() => seen.rest(document.getElementById('explorer'), 60000)"
DIFFERS = "(before) => seen.differs(document.getElementById('explorer'), before, 60000)"
SAID = "() => document.querySelector('#explorer .stage-readout').textContent"
WIDE = "() => document.documentElement.scrollWidth"
CORNER = """() => {
  const sheets = [...document.querySelectorAll(".stage-under")];
  const sheet = sheets.find((node) => node.checkVisibility());
  return sheet.getContext("2d").getImageData(3, 3, 1, 1).data[0];
}"""


ACTS = {  # done at the end of a film: what is not yet made shows nothing of itself
    "play": (".stage-button[aria-label=Play]", lambda e: e.click("#control")),
    "step": (".stage-scrub", lambda e: e.press("#control", "End", "ArrowLeft")),
    "slider, by keys": (".stage-slider input", lambda e: e.press("#control", "End", "ArrowLeft")),
    "slider, by hand": (".stage-slider input", lambda e: e.drag("#control", -60, 0)),
    "handle, by keys": (".stage-handle", lambda e: e.press("#control", *4 * ["ArrowLeft"])),
    "handle, by hand": (".stage-handle", lambda e: e.drag("#control", 30, 25)),
    "handle, by a finger": (".stage-handle", lambda e: e.drag("#control", -30, 0, finger=True)),
    "choice": (".stage-choice input", lambda e: e.click("#control")),
    "tick": ("input[type=checkbox]", lambda e: e.click("#control")),
    "spot": (".stage-spot", lambda e: e.click("#control")),
}
HOMES = ("site", "dashboard", "voila", "lab")
NOT_THERE = {"site": ("choice", "tick", "spot"), "dashboard": ("tick", "spot")}
PAIRS = [(h, kind) for h in HOMES for kind in ACTS if kind not in NOT_THERE.get(h, ())]
PLAYS = """(place) => { // with Python behind it, where there is Python
  const explorer = document.querySelectorAll(".explorer")[place];
  const python = location.pathname.startsWith("/voila/pages/");
  explorer.scrollIntoView();
  return explorer.matches(".site-plays")
    && (!python || !!explorer.querySelector(".player-has-python"));
}"""


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    with ENGINES[request.param]() as engine:
        yield engine


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "course"
    pages.build(folder, [LOSSES, LINE], effort=0, most=8)  # with handles
    pages.offline(folder)
    with serve_files(folder) as url:
        yield url


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory):
    with homes.voila(homes.NOTEBOOKS, tmp_path_factory.mktemp("voila")) as home:
        yield home


@pytest.fixture(scope="module")
def kinds(tmp_path_factory, write_notebook):
    """A folder with a notebook that has a control of each kind."""
    folder = tmp_path_factory.mktemp("kinds")
    write_notebook(folder / KINDS, *map(code, CELLS))
    return folder


@pytest.fixture(scope="module")
def voila(tmp_path_factory, kinds):
    with homes.voila(kinds, tmp_path_factory.mktemp("voila")) as home:
        yield home


@pytest.fixture(scope="module")
def lab(tmp_path_factory, kinds):
    with homes.jupyterlab(kinds, tmp_path_factory.mktemp("lab")) as home:
        yield home


@pytest.fixture(scope="module")
def opened(request, engine):
    """An engine with a page of some home; a test says which, by an indirect parameter."""
    home = request.getfixturevalue(request.param)
    if request.param == "site":
        engine.open(f"{home}/{LINE}.html")
        engine.wait("() => !!document.querySelector('.site-plays')")
    elif request.param == "dashboard":
        open_dashboard(engine, home, f"{LINE}.ipynb")
        engine.wait(PLAYS, 0)
    elif request.param == "voila":
        open_in_voila(engine, home.page(KINDS), 3)
    else:
        engine.open(f"{home.url}/doc")
        engine.wait("() => 'jupyterapp' in window")
        engine.ask(RUN, f"notebooks/{KINDS}")
        engine.wait(SPEAK, 3)
    yield engine
    if request.param == "lab":
        engine.ask(CLOSE)


def open_dashboard(engine, home, name):
    """Open the page of a notebook of the course, all of it played by Python."""
    homes.build_page(home, name)
    engine.open(home.page(name))


def open_in_voila(engine, address, explorers):
    """Open a page that Voilà makes itself, and wait until its explorers speak."""
    engine.open(address)
    engine.wait(SPEAK, explorers)


def clean(engine):
    """Expect that the page complained of nothing, and asked no other host."""
    assert engine.ask(COMPLAINTS, LATE) == []
    assert engine.ask(OUTSIDE) == []


def unfold(engine):
    """Open all that is folded, and have what is below it play."""
    engine.wait(OPEN_NEXT, FOLDS)
    engine.wait("() => !document.querySelector('.practice-locked')")
    for place in range(engine.ask("() => document.querySelectorAll('.explorer').length")):
        engine.wait(PLAYS, place)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_dashboard_loads_clean_and_python_answers(engine, dashboard, name):
    open_dashboard(engine, dashboard, name)
    unfold(engine)
    assert engine.ask("() => location.pathname").startswith("/voila/pages/")
    clean(engine)


@pytest.mark.parametrize("name", [f"{LOSSES}.ipynb"])
def test_voila_loads_clean_where_no_page_is_built(engine, dashboard, name):
    open_in_voila(engine, dashboard.page(name) + "?voila", len(stored_sentences(name)))
    clean(engine)


@pytest.mark.parametrize("opened", HOMES, indirect=True)
def test_a_prediction_opens_what_waits_for_it(opened):
    waits = "() => document.querySelectorAll('.practice-locked').length"
    count = opened.wait(waits)
    opened.click(".practice-prediction .stage-choice label")
    assert opened.ask("() => document.querySelector('.practice-prediction input').checked")
    opened.click(".practice-prediction .mod-primary")
    opened.wait(f"(count) => ({waits})() < count", count)
    opened.wait("() => !!document.querySelector('.practice-said')")
    clean(opened)


@pytest.mark.parametrize(("opened", "kind"), PAIRS, indirect=["opened"])
def test_a_control_of_each_kind_changes_what_is_seen(opened, kind):
    unfold(opened)
    works(opened, *ACTS[kind])


def works(engine, css, act):
    """Expect of the first such control that it changes what is seen, and nothing is amiss."""
    assert engine.ask(MARK, css), f"no {css}"
    engine.ask(TO_THE_END)
    before = engine.ask(REST)
    act(engine)
    engine.wait(DIFFERS, before)
    engine.ask(REST)
    clean(engine)


@pytest.mark.parametrize("opened", HOMES, indirect=True)
def test_reset_leads_back(opened):
    unfold(opened)
    assert opened.ask(MARK, ".stage-key", "reset")
    opened.click("#control")
    opened.ask(REST)
    first = opened.ask(SAID)
    opened.press("#explorer .stage-slider input:enabled", "Home", "ArrowRight")
    opened.press("#explorer .stage-scrub", "End")  # there is none where nothing is played
    opened.wait(f"(first) => ({SAID})() !== first", first)
    opened.ask(REST)
    opened.click("#control")
    opened.wait(f"(first) => ({SAID})() === first", first)


def test_a_choice_on_a_static_page_changes_what_is_seen(engine, site):
    engine.open(f"{site}/{LOSSES}.html")
    unfold(engine)
    works(engine, *ACTS["choice"])


@pytest.mark.parametrize("opened", ["voila", "lab"], indirect=True)
def test_an_exercise_is_checked(opened):
    for verdict in ("untried", "passed"):
        assert opened.ask("(css) => !!document.querySelector(css)", f".practice-{verdict}")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_page_in_the_dark_fits_a_phone(engine, site, width):
    engine.open(f"{site}/{LINE}.html?theme=dark", width, 800)
    unfold(engine)
    assert engine.ask(WIDE) <= width
    assert engine.ask(CORNER) < 60
    clean(engine)
