"""JupyterLite as it is built, and as it runs in a browser."""

import json
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lite_page import TIMEOUT, Notebook, said
from playwright.sync_api import expect
from static_server import serve

from lecture_lib.explorers import FaceExplorer
from tools.site import licences, lite
from tools.site.packages import READABLE
from tools.site.pyodide import LOCK, digest

SECTION = "11_where_do_you_draw_the_line.ipynb"
RIGHT = "def best_w0(w1, x, y):\n    return y.mean() - w1 * x.mean()"
WRONG = RIGHT.replace("-", "+")
MAGIC = b"\xcb\r\r\n"  # of Python 3.12


@pytest.fixture(scope="module")
def python(site) -> Path:
    return site / "lite/static/pyodide"


@pytest.fixture(scope="module")
def packages(python) -> dict[str, dict]:
    return json.loads((python / "pyodide-lock.json").read_text())["packages"]


def test_no_setting_names_another_host(site):
    settings = json.loads((site / "lite/jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = settings["litePluginSettings"][f"{lite.KERNEL}:kernel"]
    assert kernel["disablePyPIFallback"]
    assert kernel["pyodideUrl"] == "./static/pyodide/pyodide.js"
    assert "://" not in json.dumps([kernel, settings["federated_extensions"]])
    assert settings["contentsStorageName"].endswith(lite.edition())


def test_each_package_is_there_with_all_that_it_needs(python, packages):
    for entry in packages.values():
        assert digest((python / entry["file_name"]).read_bytes()) == entry["sha256"]
        assert set(entry["depends"]) <= set(packages)
    assert {name.replace("_", "-") for name in lite.PRELOADED} <= set(packages)


def test_python_is_compiled_for_the_page(python, packages):
    assert LOCK["info"]["python"].startswith("3.12.")
    for entry in packages.values():
        if entry["install_dir"] != "site" or entry["name"] == "page-settings":
            continue
        with zipfile.ZipFile(python / entry["file_name"]) as archive:
            names = set(archive.namelist())
            codes = [name for name in names if name.endswith(".pyc")]
            assert all(archive.read(name)[:8] == MAGIC + b"\1\0\0\0" for name in codes)
            texts = {name for name in names if name.endswith(".py")}
            expected = {"__pycache__" in name for name in codes}
            if entry["name"] in READABLE:
                assert len(texts) == len(codes)
                assert expected == {True}
            else:
                assert not texts
                assert True not in expected


def test_the_library_is_whole(python):
    (wheel,) = python.glob("lecture_lib-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("lecture_lib/")}
    library = lite.ROOT / "lecture_lib"
    files = (path.relative_to(lite.ROOT) for path in library.rglob("*") if path.is_file())
    assert {file.as_posix() for file in files if "__pycache__" not in file.parts} <= held


def test_each_part_has_a_licence(site, python):
    rows = licences.rows(site / "lite")
    assert all(all(row) for row in rows)
    names = {name for name, _, _ in rows}
    ours = {"lecture-lib", "page-settings", "jedi", "sqlite3", "ssl"}
    shipped = json.loads((python / "pyodide-lock.json").read_text())["packages"]
    assert set(shipped) - ours <= names
    assert {"Pyodide", "Python", "react"} <= names


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as url:
        yield url


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Every address that the page asked for."""
    return []


@pytest.fixture(scope="module")
def notebook(browser, address, asked):
    """Section 11, all cells run."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.on("request", lambda request: asked.append(request.url))
    opened = Notebook(context.new_page(), address, SECTION)
    opened.run_all()
    yield opened
    context.close()


@pytest.mark.browser
def test_every_cell_says_what_the_stored_one_says(notebook):
    stored = json.loads((lite.ROOT / "notebooks" / SECTION).read_text())["cells"]
    assert [said(cell) for cell in notebook.cells()] == [said(cell) for cell in stored]


@pytest.mark.browser
def test_keys_on_a_slider_move_it_and_touch_no_cell(notebook):
    before = len(notebook.cells())
    notebook.scroll_to("one-face")
    slider = notebook.page.locator(".stage-slider input:visible").first
    slider.focus()
    index = slider.input_value()
    for key in ("ArrowRight", "a", "b", "d", "d", "x"):
        notebook.page.keyboard.press(key)
    assert int(slider.input_value()) == int(index) + 1
    assert len(notebook.cells()) == before


@pytest.mark.browser
def test_an_exercise_is_judged(notebook):
    assert notebook.run("exercise-cell", WRONG) == ""
    assert "is not right yet" in notebook.run("exercise-check")
    notebook.run("exercise-cell", RIGHT)
    assert "best_w0 is right" in notebook.run("exercise-check")


@pytest.mark.browser
def test_what_is_saved_is_kept_under_the_edition_s_name(notebook, address):
    notebook.run("exercise-cell", RIGHT)
    notebook.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    names = notebook.page.evaluate("indexedDB.databases().then((all) => all.map((db) => db.name))")
    assert lite.config()["contentsStorageName"] in names
    later = Notebook(notebook.page.context.new_page(), address, SECTION)
    (cell,) = (cell for cell in later.cells() if cell["id"] == "exercise-cell")
    assert "".join(cell["source"]) == RIGHT


OLDER = """async () => {
  jupyterapp.shell.currentWidget.model.sharedModel.setMetadata("version", "an older one");
  await jupyterapp.commands.execute("docmanager:save");
}"""


@pytest.mark.browser
def test_a_copy_of_an_older_notebook_can_be_taken_along_and_laid_aside(notebook, address):
    def exercise(cells):
        return next("".join(cell["source"]) for cell in cells if cell["id"] == "exercise-cell")

    page, context = f"{address}/{SECTION.replace('.ipynb', '.html')}", notebook.page.context
    reader = context.new_page()
    notebook.run("exercise-cell", RIGHT)
    notebook.page.evaluate(OLDER)
    reader.goto(page)
    with reader.expect_download() as download:
        reader.get_by_role("button", name="Download my copy").click()
    assert download.value.suggested_filename == SECTION
    assert exercise(json.loads(download.value.path().read_text("utf-8"))["cells"]) == RIGHT
    reader.get_by_role("button", name="Open the new one, and keep mine beside it").click()
    reader.wait_for_url("**/lite/notebooks/**")
    stored = json.loads((lite.ROOT / "notebooks" / SECTION).read_text("utf-8"))["cells"]
    assert exercise(Notebook(reader, address, SECTION).cells()) == exercise(stored)
    aside = SECTION.replace(".ipynb", ", my copy 1.ipynb")
    assert exercise(Notebook(reader, address, aside).cells()) == RIGHT


@pytest.mark.browser
def test_a_page_says_nothing_of_a_copy_that_is_not_older(notebook, address):
    version = lite.version(lite.ROOT / "notebooks" / SECTION)
    notebook.page.evaluate(OLDER.replace("an older one", version))
    reader = notebook.page.context.new_page()
    reader.goto(f"{address}/{SECTION.replace('.ipynb', '.html')}")
    reader.evaluate("import('./assets/copies.js').then((module) => module.looked)")
    expect(reader.locator(".site-copy")).to_have_count(0)


SAVED = """([name, path, content]) => new Promise((done) => {
  const asked = indexedDB.open(name);
  asked.onupgradeneeded = () => asked.result.createObjectStore("files");
  asked.onsuccess = () => {
    const change = asked.result.transaction("files", "readwrite");
    change.objectStore("files").put({ name: path.split("/").at(-1), path, content }, path);
    change.oncomplete = () => (asked.result.close(), done());
  };
})"""


@pytest.mark.browser
def test_a_copy_of_an_older_edition_can_be_taken_along(page):
    content = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    page.evaluate(SAVED, [lite.SHELF.format("0.0"), f"notebooks/{SECTION}", content])
    page.reload()
    expect(page.locator(".site-copy")).to_contain_text("in edition 0.0 of the course")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my copy").click()
    assert json.loads(download.value.path().read_text("utf-8")) == content


@pytest.mark.browser
def test_scipy_is_there_when_a_cell_leads_to_it(notebook, asked):
    assert not [url for url in asked if "scipy" in url]
    words = notebook.run("calibration", "from lecture_lib.second_order import bfgs\nimport scipy")
    assert words == ""


@pytest.mark.browser
def test_nobody_else_is_asked(notebook, asked):
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}


@pytest.fixture
def page(browser, address, asked):
    """The static page of section 11."""
    with browser.new_context(service_workers="block") as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(f"{address}/{SECTION.replace('.ipynb', '.html')}")
        yield page


@pytest.mark.browser
def test_python_answers_on_a_page_that_asks_for_it(page, asked):
    twin, figure = FaceExplorer(), page.locator(".explorer").first
    figure.get_by_role("button", name="Start Python in this page").click()
    expect(figure.locator(".site-left")).to_contain_text("answers now", timeout=TIMEOUT)
    said = figure.locator(".stage-readout")
    expect(said).to_have_text(twin.sentence)
    for name, key, index in (("brow", "End", -1), ("mouth", "Home", 0)):
        control = twin.controls[name]
        slider = figure.get_by_label(control.label, exact=True)
        expect(slider).to_be_enabled()
        slider.focus()
        page.keyboard.press(key)
        control.index = index % len(control.options)
        expect(said).to_have_text(twin.sentence)
    figure.locator(".stage-handle").focus()
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(twin.sentence)
    figure.get_by_role("button", name="reset").click()
    twin.reset()
    expect(said).to_have_text(twin.sentence)
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", None}


def test_pages_lead_to_their_notebook_with_python(site):
    page = (site / SECTION.replace(".ipynb", ".html")).read_text("utf-8")
    assert page.count(f'href="lite/notebooks/index.html?path=notebooks/{SECTION}"') >= 2
    assert (site / "lite/notebooks/index.html").exists()
