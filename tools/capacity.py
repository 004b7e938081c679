"""Write into deploy/README.md how many learners a machine bears, from docs/measurements.md.

``python tools/capacity.py``; `make bench` does it, too. What a class is taken to do stands here.
"""

import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from bench import crowd  # noqa: E402
from bench.report import between, renewed  # noqa: E402

MEASURED = ROOT / "docs" / "measurements.md"
PAGE = ROOT / "deploy" / "README.md"
MARKS = ("<!-- capacity: written by tools/capacity.py -->", "<!-- /capacity -->")
PLACES = ("lab", "dashboards", "pages")

ARRIVE = 300  # s in which all of a class open a section
CHANGES = 10  # a minute and learner, of controls that ask the kernel; the one in hand asks nobody
OPEN = {"lab": 2, "dashboards": 1, "pages": 0}  # sections that a learner has open at once
BUSY = 0.7  # of a core, so that nobody waits long
CLASSES = (30, 100, 300, 1_000, 3_000, 10_000, 30_000)
GIB = 1024**3 / 1e6  # MB


@dataclass(frozen=True)
class Costs:
    """What a learner takes: a part of a core, MB of memory, Mbit/s while all arrive."""

    core: float
    memory: float
    network: float
    shared: float = 0  # MB, once for all


def rows(page: str) -> dict[str, dict[str, float]]:
    """The first number of each cell of the table that `bench.crowd` has written, by row and place.

    It is the median; a cell without a number is left out.
    """
    found = {}
    for line in page[slice(*between(page, crowd.MARKS))].splitlines():
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        numbers = (re.match(r"[\d.]+", cell) for cell in cells)
        values = {
            place: float(number[0])
            for place, number in zip(PLACES, numbers, strict=False)
            if number
        }
        if values:
            found[name] = values
    return found


def costs(place: str, measured: dict[str, dict[str, float]]) -> Costs:
    """What a learner takes in one of the homes."""
    it = {name: values.get(place, 0) for name, values in measured.items()}
    change = it["a change that asks the kernel, processor time"] / 1000
    core = it["opening a section, processor time"] / ARRIVE + CHANGES / 60 * change
    kernels = OPEN[place] * it["kernel with a section, PSS"]
    server = it["server, PSS"]
    sent = 8 * it["sent for a page"] / ARRIVE
    if place == "lab":  # everybody has a server
        return Costs(core, server + kernels, sent)
    return Costs(core, kernels, sent, shared=server)


def number(value: float) -> str:
    """A number as one says it: two figures, rounded down."""
    size = 10 ** max(0, math.floor(math.log10(value)) - 1)
    return f"{int(value // size * size):,}"


def needed(value: float) -> str:
    """What is needed, in whole numbers, rounded up."""
    size = 10 ** max(0, math.floor(math.log10(max(value, 1))) - 1)
    return f"{math.ceil(value / size) * size:,}"


def tables(measured: dict[str, dict[str, float]]) -> str:
    """Learners per core and GiB in each home, and what classes of several sizes need."""
    each = {place: costs(place, measured) for place in PLACES}
    lab, dashboards, pages = each.values()
    per_core = [number(BUSY / it.core) for it in each.values()]
    per_gib = [number(GIB / lab.memory), number(GIB / dashboards.memory), "any number"]
    lines = [
        "| | JupyterLab | dashboards | pages |",
        "|---|---:|---:|---:|",
        f"| learners per core | {' | '.join(per_core)} |",
        f"| learners per GiB | {' | '.join(per_gib)} |",
        "",
        "| learners | JupyterLab | dashboards | pages |",
        "|---:|---:|---:|---:|",
    ]
    for size in CLASSES:
        cells = [f"{size:,}"]
        for it in (lab, dashboards):
            memory = needed((size * it.memory + it.shared) / GIB)
            cells.append(f"{needed(size * it.core / BUSY)} cores, {memory} GiB")
        load = f"{needed(size * pages.core / BUSY)} cores, {needed(size * pages.network)} Mbit/s"
        lines.append(f"| {' | '.join([*cells, load])} |".replace(" 1 cores", " 1 core"))
    return "\n".join(lines) + "\n"


def written(page: str, measurements: str) -> str:
    """The page of the engines with the tables that follow from the measurements."""
    return renewed(page, tables(rows(measurements)), MARKS)


if __name__ == "__main__":
    page = written(PAGE.read_text("utf-8"), MEASURED.read_text("utf-8"))
    PAGE.write_text(page, encoding="utf-8")
