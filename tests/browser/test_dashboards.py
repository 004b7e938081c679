"""Voilà's pages: start page, navigation, links, exercises, mathematics, themes, widths."""

import homes
import pytest
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from playwright.sync_api import expect

MIDDLE = "11_middle.ipynb"
WIDGET = """import ipywidgets
eta, twice = ipywidgets.FloatSlider(description="eta"), ipywidgets.FloatText()
ipywidgets.dlink((eta, "value"), (twice, "value"), lambda eta: 2 * eta)  # in the kernel
ipywidgets.VBox([eta, twice, ipywidgets.Play()])"""
EQUATION = r"$$\theta \leftarrow \theta - \eta\, \nabla L(\theta)$$"
LONG_LINE = "print('theta ' * 200)"


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, write_notebook):
    folder = tmp_path_factory.mktemp("written") / "notebooks"
    folder.mkdir()
    write_notebook(
        folder / "00_start.ipynb",
        prose(
            "# The start\n\nGo to [the middle](11_middle.ipynb) or [its end](11_middle.ipynb#End)."
        ),
    )
    write_notebook(
        folder / MIDDLE,
        prose(f"# The middle\n\n{EQUATION}\n\n" + "Words, and more words. " * 20),
        code(WIDGET),
        code("print('shown')"),
        code(LONG_LINE),
        code("print('stub')  # yours", metadata={"tags": ["exercise"]}),
        code("m = 1 < 2\nprint('made')", metadata={"tags": ["by-hand"]}),
        prose("## End"),
        prose("x\n\n" * 60),
    )
    write_notebook(folder / "12_last.ipynb", prose("# The last"))
    return folder


@pytest.fixture(scope="module")
def middle(keep_voila):
    """The page that the tests share which only look at it; its widgets and its words are there."""
    opened = keep_voila(MIDDLE)
    opened.page.wait_for_selector(".widget-slider")
    opened.page.get_by_text("made", exact=True).wait_for()
    return opened


def test_first_page_is_the_start_page(serve, visit, notebooks):
    opened = visit(serve(homes.voila, notebooks).url)
    opened.page.wait_for_selector("#rendered_cells", state="visible")
    assert opened.page.url.endswith("/voila/render/00_start.ipynb")
    assert opened.page.title() == "The start"
    assert opened.external == []


def test_navigation_leads_back_on_and_to_the_contents(open_voila):
    page = open_voila(MIDDLE).page
    links = page.locator("nav.course-navigation").first.locator("a")
    assert links.all_inner_texts() == [
        "←\N{NO-BREAK SPACE}The start",
        "Contents",
        "The last\N{NO-BREAK SPACE}→",
    ]
    assert [link.get_attribute("href") for link in links.all()] == [
        "00_start.ipynb", "00_start.ipynb", "12_last.ipynb",
    ]  # fmt: skip
    links.last.click()
    page.wait_for_url("**/voila/render/12_last.ipynb")
    assert page.locator("nav.course-navigation").first.locator("a").count() == 2


def test_links_between_notebooks_open_dashboards(open_voila):
    page = open_voila("00_start.ipynb").page
    page.get_by_role("link", name="the middle", exact=True).click()
    page.wait_for_url(f"**/voila/render/{MIDDLE}")
    page.wait_for_selector("#rendered_cells", state="visible")


def test_link_to_a_heading_shows_it(open_voila):
    page = open_voila(MIDDLE, "#End").page
    page.wait_for_selector(".widget-slider")
    page.wait_for_function(
        "Math.abs(document.getElementById('End').getBoundingClientRect().y) < 40"
    )


def test_an_address_cannot_ask_for_another_template(open_voila):
    page = open_voila("12_last.ipynb", "?template=nothing").page
    assert page.locator("nav.course-navigation").first.locator("a").count() == 2


def test_leaving_a_page_stops_its_kernel(serve, open_voila, notebooks):
    log = serve(homes.voila, notebooks).log
    page = open_voila(MIDDLE).page
    kernel = page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').text).kernelId"
    )
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    patience = 600
    while f"Kernel shutdown: {kernel}" not in log.read_text() and patience:
        page.wait_for_timeout(100)
        patience -= 1
    assert patience, "the page is gone, its kernel is not"


def test_an_exercise_is_a_note_and_code_is_hidden(middle):
    page = middle.page
    page.get_by_text("shown", exact=True).wait_for()
    assert page.get_by_text("This exercise is done in code").count() == 1
    assert page.get_by_text("stub").count() == 0
    assert page.get_by_text("print('shown").count() == 0


def test_what_is_written_by_hand_can_be_read(middle):
    page = middle.page
    lines = page.locator(".course-by-hand pre")
    assert not lines.is_visible()
    page.get_by_text("The code, by hand").click()
    assert lines.inner_text() == "m = 1 < 2\nprint('made')"
    page.get_by_text("The code, by hand").click()


def test_mathematics_is_set(middle):
    page = middle.page
    page.wait_for_selector("mjx-container[display=true] mjx-math")


def test_dashboards_inside_a_jupyter_server(serve, visit, notebooks):
    """As on Binder, where one server is both homes."""
    home = serve(homes.jupyterlab, notebooks)
    opened = visit(f"{home.url}/voila/render/notebooks/{MIDDLE}")
    opened.page.wait_for_selector(".widget-slider")
    opened.page.wait_for_selector("mjx-container[display=true] mjx-math")
    assert opened.errors == []
    assert opened.external == []
    link = opened.page.get_by_role("link", name="this notebook in JupyterLab")
    assert link.get_attribute("href") == f"/lab/tree/notebooks/{MIDDLE}"


def test_console_is_clean(middle):
    middle.page.wait_for_load_state("networkidle")
    assert middle.errors == []
    assert middle.external == []


@pytest.mark.parametrize(
    ("query", "system", "light"),
    [
        ("", "light", "true"),
        ("", "dark", "false"),
        ("?theme=dark", "light", "false"),
        ("?theme=light", "dark", "true"),
    ],
)
def test_theme_follows_the_address_then_the_system(open_voila, query, system, light):
    page = open_voila(MIDDLE, query, color_scheme=system).page
    assert page.evaluate("document.body.dataset.jpThemeLight") == light
    colours = page.evaluate(
        "[getComputedStyle(document.body)].flatMap(s => [s.color, s.backgroundColor])"
    )
    text, ground = (sum(map(int, colour[4:-1].split(",")[:3])) for colour in map(_opaque, colours))
    assert (text < ground) == (light == "true")


def _opaque(colour: str) -> str:
    return "rgb(" + colour[5:] if colour.startswith("rgba(") else colour


def test_theme_changes_with_the_system(open_voila):
    page = open_voila(MIDDLE, color_scheme="light").page
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")


def test_a_dashboard_is_larger_for_the_last_row_and_dark_text_is_printed_on_white(open_voila):
    page = open_voila(MIDDLE, "?projector&theme=dark").page
    prose, button = (
        page.locator("#rendered_cells p").first,
        page.get_by_role("button", name="Projector"),
    )
    size = "(node) => parseFloat(getComputedStyle(node).fontSize)"
    large = prose.evaluate(size)
    button.click()
    assert large >= 1.4 * prose.evaluate(size)
    page.emulate_media(media="print")
    text = prose.evaluate("(p) => getComputedStyle(p).color")
    assert sum(map(int, _opaque(text)[4:-1].split(",")[:3])) < 200
    assert not button.is_visible()


def test_page_fits_every_width(middle):
    """Nothing makes the page scroll sideways, and a line of prose is never too long to read."""
    page = middle.page
    page.get_by_text("shown", exact=True).wait_for()
    line = page.locator("#rendered_cells p").first
    for width in (375, 768, 1280, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        size = float(line.evaluate("p => getComputedStyle(p).fontSize")[:-2])
        assert size >= 15
        assert line.bounding_box()["width"] <= 44 * size + 1
        assert line.bounding_box()["x"] >= 8


def test_a_view_that_was_given_up_too_soon_is_shown(serve, open_late):
    page = open_late(serve(homes.voila, homes.NOTEBOOKS).page("00_start_here.ipynb"))
    expect(page.locator(".stage-readout")).to_have_count(1)


def test_a_widget_that_was_given_up_too_soon_hears_the_kernel(serve, open_late):
    page = open_late(serve(homes.voila, homes.NOTEBOOKS).page("00_start_here.ipynb"))
    said = page.locator(".stage-readout")
    page.get_by_role("button", name="To the end").click()
    expect(said).to_contain_text("Step 120 of 120")
    before = said.inner_text()
    page.get_by_role("slider", name="momentum m").press("End")
    expect(said).not_to_have_text(before)
