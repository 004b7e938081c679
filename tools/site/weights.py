"""How many bytes a reader fetches: of a page that is read through, and of what can be chosen."""

import gzip
import json
import re
from functools import cache
from pathlib import Path

TEXT = (".css", ".html", ".js", ".json", ".svg")  # which a server compresses


@cache
def weight(path: Path) -> int:
    """Return how many bytes a file takes on its way."""
    raw = path.read_bytes()
    return len(gzip.compress(raw, 6)) if path.suffix in TEXT else len(raw)


def fetched(folder: Path, page: str, most: int | None = None) -> set[Path]:
    """Return the files that a page asks for until its explorers play, in the light theme.

    All its explorers, or so many of them.
    """
    html = (folder / page).read_text("utf-8")
    names = {*re.findall(r'(?:href|src)="(assets/[^"?]+)', html)}
    for record in re.findall(r'data-record="([^"]+)"', html)[:most]:
        names.add(f"files/{record}")
        told = json.loads((folder / "files" / record).read_text("utf-8"))
        shown = told["first"]["pictures"]["light"]
        names |= {f"files/{name}" for name in shown.values() if name}
    return {folder / page} | {folder / name for name in names}


def with_explorers(folder: Path) -> list[str]:
    """Return the names of the notebooks' pages that have explorers."""
    every = sorted(folder.glob("[0-9]*.html"))
    return [path.name for path in every if "data-record" in path.read_text("utf-8")]


def weighed(folder: Path, most: int | None = None) -> dict[str, int]:
    """Return the bytes that each notebook's page asks for until so many of its explorers play."""
    pages = [path.name for path in sorted(folder.glob("[0-9]*.html"))]
    return {page: sum(map(weight, fetched(folder, page, most))) for page in pages}


def chosen(folder: Path) -> int:
    """Return the bytes of all that is fetched only when it is chosen: combinations, dark sheets."""
    pages = [path.name for path in folder.glob("*.html")]
    first = set().union(*(fetched(folder, page) for page in pages))
    rest = {path for path in (folder / "files").glob("*") if path.suffix != ".png"} - first
    return sum(map(weight, rest))
