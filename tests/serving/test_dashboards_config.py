"""What the dashboards' page template is told: titles, neighbours, where JupyterLab is."""

from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from jinja2 import Environment, FileSystemLoader
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from traitlets.config import Application

from serving.dashboards import complete_page, neighbours, title

SETTINGS = Path(__file__).parents[2] / "jupyter" / "etc" / "jupyter" / "voila.py"


@pytest.fixture
def folder(tmp_path, write_notebook):
    write_notebook(tmp_path / "00_a.ipynb", prose("# A"))
    write_notebook(tmp_path / "11_b.ipynb", code("# not a heading"), prose("Text\n\n# B b\n\n# C"))
    write_notebook(tmp_path / "12_c.ipynb", prose("## Only a section"))
    return tmp_path


def test_title_is_the_first_heading_or_the_name(folder):
    titles = [title(path) for path in sorted(folder.glob("*.ipynb"))]
    assert titles == ["A", "B b", "12_c"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("00_a.ipynb", None, "11_b.ipynb"),
        ("11_b.ipynb", "00_a.ipynb", "12_c.ipynb"),
        ("12_c.ipynb", "11_b.ipynb", None),
        ("elsewhere.ipynb", None, None),
    ],
)
def test_neighbours_by_name(folder, name, before, after):
    found = neighbours(folder, name)
    assert [found[key] and found[key]["file"] for key in ("previous", "next")] == [before, after]
    assert found["contents"] == {"file": "00_a.ipynb", "title": "A"}


STRANGE = ["11 what? #1 & more.ipynb", "12 50%.ipynb", "13 'θ'.ipynb"]


def test_addresses_of_strange_names_are_quoted(tmp_path, write_notebook):
    for name in STRANGE:
        write_notebook(tmp_path / name, prose("# A < B"))
    found = neighbours(tmp_path, STRANGE[1])
    addresses = [found[key]["file"] for key in ("previous", "next")]
    assert [unquote(address) for address in addresses] == [STRANGE[0], STRANGE[2]]
    assert not set("?#&' ") & set("".join(addresses))


def template(name, **context):
    """A page template of the course, rendered as Voilà does: without escaping by itself."""
    folder = SETTINGS.parents[2] / "share" / "jupyter" / "voila" / "templates" / "course"
    page = Environment(loader=FileSystemLoader(folder)).get_template(name)
    if name == "tree-lab.html":
        return page.render(**context)
    return page.module.bar(context["page_config"]["course"], "Sections")


@pytest.mark.parametrize("name", ["navigation.macro.html.j2", "tree-lab.html"])
def test_headings_are_text_and_no_html(tmp_path, write_notebook, name):
    bad = "<script>alert(1)</script> & <b>"
    for file in ("00 a?.ipynb", "11_b.ipynb"):
        write_notebook(tmp_path / file, prose(f"# {bad}"))
    course = neighbours(tmp_path, "11_b.ipynb")
    page = template(
        name, page_config={"course": course}, base_url="/", notebook_path="my #1", query=""
    )
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page
    assert "00%20a%3F.ipynb" in page
    assert "#1" not in page


def test_a_notebook_served_alone_has_no_links(folder, monkeypatch):
    def course():
        settings = {"contents_manager": SimpleNamespace(root_dir=str(folder)), "serverapp": 1}
        given = complete_page({}, base_url="/", settings=settings, notebook_path="11_b.ipynb")
        return [given["course"][key] for key in ("contents", "previous", "next")]

    assert None not in course()
    alone = SimpleNamespace(notebook_path="11_b.ipynb")
    monkeypatch.setattr(Application, "initialized", lambda: True)
    monkeypatch.setattr(Application, "instance", lambda: alone)
    assert course() == [None, None, None]
    alone.notebook_path = ""
    assert None not in course()


def test_no_notebooks_no_contents(tmp_path):
    assert neighbours(tmp_path, "")["contents"] is None


@pytest.mark.parametrize(
    ("more", "lab"), [({}, None), ({"serverapp": object()}, "/x/lab/tree/notebooks/11_b.ipynb")]
)
def test_page_knows_its_place(tmp_path, write_notebook, more, lab):
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path / "notebooks" / "11_b.ipynb", prose("# B"))
    settings = {"contents_manager": SimpleNamespace(root_dir=str(tmp_path)), **more}
    given = {"kept": 1, "fullMathjaxUrl": "https://elsewhere", "mathjaxConfig": "some"}
    page = complete_page(
        given, base_url="/x/", settings=settings, notebook_path="notebooks/11_b.ipynb", log=None
    )
    assert page is given
    assert page["course"]["title"] == "B"
    assert page["course"]["lab"] == lab
    assert (page["kept"], page["fullMathjaxUrl"], page["mathjaxConfig"]) == (1, None, None)
