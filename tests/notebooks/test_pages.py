"""The pages at the ends of the course leave nothing out: no erratum, no link, no source."""

import re
import tomllib

import rules
from test_coverage import CLAIMS
from test_stored import read

from tools.notebooks import FOLDER

ENTRY = re.compile(r"^- \*\*(.+?)\*\*(.+)$", re.MULTILINE)
ERRATUM = re.compile(
    r" \*\((?:many )?slides?[\d, to]*\)\* \S.+ \*\*Right:\*\* \S.+\.(?: \(.+\))? \["
)
SOURCE = re.compile(r'\n +Source: (.*?)(?:\n\n|""")', re.DOTALL)
NAME = "[A-Z][a-zé]+"
CITED = re.compile(rf"({NAME}(?:(?:,| &| and) {NAME})*)(?: et al\.)? \(?((?:19|20)\d\d)\b")


def prose(page: str) -> str:
    cells = read(FOLDER / f"{page}.ipynb").cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def entries(page: str) -> list[tuple[str, str]]:
    """The word or number of each entry of a page, and what is said of it."""
    return ENTRY.findall(prose(page))


def linked(text: str) -> list[str]:
    """The sections that a text links to, by the names of their files."""
    return [link.partition("#")[0] for link in rules.LINK.findall(text) if rules.is_section(link)]


def claimed(section: str) -> set[str]:
    """The errata that a section's coverage claims."""
    return set(tomllib.loads((CLAIMS / f"S{section[:2]}.toml").read_text("utf-8"))["errata"])


def cited() -> set[tuple[str, str]]:
    """Every name that a docstring of the library gives as a source, with its year."""
    texts = (path.read_text("utf-8") for path in FOLDER.parent.glob("lecture_lib/**/*.py"))
    sources = (" ".join(source.split()) for text in texts for source in SOURCE.findall(text))
    found = (names_and_year for source in sources for names_and_year in CITED.findall(source))
    return {(name, year) for names, year in found for name in re.findall(NAME, names)}


def test_every_erratum_has_one_entry():
    assert sorted(int(number) for number, _ in entries("errata")) == [*range(1, 82)]


def test_an_erratum_says_where_and_what_is_right():
    assert [number for number, said in entries("errata") if not ERRATUM.match(said)] == []


def test_an_erratum_links_to_a_section_that_claims_it():
    names = [path.name for path in FOLDER.glob("*.ipynb") if rules.is_section(path.name)]
    claims = {name: claimed(name) for name in names}
    without = [n for n, said in entries("errata") if not any(n in claims[s] for s in linked(said))]
    assert without == []


def test_the_words_are_sorted_and_linked():
    words = [word for word, _ in entries("glossary")]
    assert len(words) >= 60
    assert words == sorted(set(words), key=str.casefold)
    assert [word for word, said in entries("glossary") if not linked(said)] == []


def test_many_sources_are_found():
    assert {("Ba", "2015"), ("Shanno", "1970"), ("Robbins", "1951"), ("Okabe", "2008")} <= cited()


def test_every_source_of_the_library_stands_in_the_references():
    lines = [line for line in prose("what_next").splitlines() if line.startswith("- ")]
    there = {
        (name, year)
        for name, year in cited()
        if any(re.search(rf"\b{name}\b.*\({year}\)\.", line) for line in lines)
    }
    assert cited() - there == set()
