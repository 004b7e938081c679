"""The pages beside the notebooks: their links, and the files and commands they name, are there.

Links of the notebooks are followed in tests/notebooks/test_stored.py.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("docs", "deploy", ".github")
PAGES = sorted([*ROOT.glob("*.md"), *(p for f in FOLDERS for p in ROOT.glob(f"{f}/**/*.md"))])
CODE = re.compile(r"^```.*?^```$|`+[^`\n]+`+", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(<?([^)\s>]+)|(?:href|src)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
NAMES = "lecture_lib|notebooks|tests|docs|tools|bench|jupyter|binder|deploy"
NAMED = re.compile(rf"(?<![\w/.\\-])(?:{NAMES})/[\w./<>-]*")
MAKE = re.compile(r"(?:`|^)make ([\w-]+)", re.MULTILINE)

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def link_faults(page, root):
    """The relative links of a page that lead to no file of the repository, or to no heading."""
    faults = []
    for found in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        link = "".join(found)
        name, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:|//", link):
            continue  # another host
        target = (page.parent / name).resolve() if name else page
        if not (target.exists() and target.is_relative_to(root)):
            faults.append(f"{link}: no such file")
        elif anchor and anchor not in anchors(target):
            faults.append(f"{link}: no such heading")
    return faults


def anchors(page):
    """What code hosts call the headings of a page; of another file there are none to rely on."""
    if page.suffix != ".md":
        return set()
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    met, found = [], set()
    for heading in HEADING.findall(text):
        shown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", shown).replace(" ", "-")
        found.add(f"{slug}-{met.count(slug)}" if slug in met else slug)
        met.append(slug)
    return found


def names_missing(text, root):
    """The files and folders that a text names and the repository lacks; <…> is any name."""
    found = [name.rstrip(".") for name in NAMED.findall(text)]
    return [name for name in found if not any(root.glob(re.sub(r"<\w+>", "*", name)))]


def test_there_are_pages():
    assert {"README.md", "CONTRIBUTING.md", "names.md", "CHANGELOG.md", "SECURITY.md"} <= {
        page.name for page in PAGES
    }


@pages
def test_links_lead_somewhere(page):
    assert link_faults(page, ROOT) == []


@pages
def test_files_that_are_named_are_there(page):
    assert names_missing(page.read_text("utf-8"), ROOT) == []


@pages
def test_commands_that_are_named_are_in_the_makefile(page):
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(MAKE.findall(page.read_text("utf-8"))) <= set(targets)


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 200


MORE = """# More

## What is `x_0`, and η?

## Twice

## Twice

```
# not one
```
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "more.md").write_text(MORE, "utf-8")
    return tmp_path


def faults_of(text, folder):
    page = folder / "page.md"
    page.write_text(f"# A page\n\n{text}\n", "utf-8")
    return link_faults(page, folder)


@pytest.mark.parametrize(
    "link",
    [
        "[a](docs/more.md)",
        "[a](docs)",
        "![a](docs/more.md)",
        '<img src="docs/more.md">',
        "[a](#a-page)",
        "[a](docs/more.md#what-is-x_0-and-η)",
        "[a](docs/more.md#twice) [b](docs/more.md#twice-1)",
        "[a](https://example.org/gone#x) [b](mailto:a@example.org)",
        "`[a](gone.md)`",
        "```\n[a](gone.md)\n```",
    ],
)
def test_a_good_link_has_no_fault(link, folder):
    assert faults_of(link, folder) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("[a](gone.md)", "gone.md: no such file"),
        ("[a](<gone.md>)", "gone.md: no such file"),
        ("![a](docs/gone.png)", "docs/gone.png: no such file"),
        ("[![a](docs/more.md)](gone.md)", "gone.md: no such file"),
        ('<a href="gone.md">', "gone.md: no such file"),
        ("[a](..)", "..: no such file"),
        ("[a](#gone)", "#gone: no such heading"),
        ("[a](docs/more.md#gone)", "docs/more.md#gone: no such heading"),
        ("[a](docs/more.md#not-one)", "docs/more.md#not-one: no such heading"),
        ("[a](docs/more.md#twice-2)", "docs/more.md#twice-2: no such heading"),
    ],
)
def test_a_broken_link_is_named(link, fault, folder):
    assert faults_of(link, folder) == [fault]


def test_a_file_that_is_named_and_missing_is_noticed(folder):
    text = "`docs/more.md`, docs/<name>.md and docs/. But tests/gone.py, `docs/<name>.toml`."
    assert names_missing(text, folder) == ["tests/gone.py", "docs/<name>.toml"]
    assert names_missing("https://example.org/docs/gone and ../docs/gone", folder) == []
