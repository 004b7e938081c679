"""A notebook as a page has it: its prose, its results, and recordings of what can be played."""

import base64
import re
import symtable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import ipywidgets
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from lecture_lib.explorers.explorer import Explorer
from lecture_lib.practice.calibrated import Calibration
from lecture_lib.practice.page import STYLE
from lecture_lib.practice.predict import LOCKED, UNDECIDED, WAITS, Outcome, Prediction
from serving.dashboards import title
from tools.site.prose import html
from tools.site.record import MOST, Recording

WIDGET = re.compile(r"Explorer\(|\b(Prediction|calibration)\(|\.(unlocks|outcome)\(")
COLLAPSED = "jp-MarkdownHeadingCollapsed"


@dataclass
class Cell:
    """What the page's template needs of a cell.

    Parameters
    ----------
    kind : {"prose", "fold", "explorer", "prediction", "outcome", "calibration", "result",
        "exercise", "code"}
    html : str
        What can be read without scripts.
    level : int
        Of the heading that it begins with; 9 where there is none.
    data : dict
        What the template needs besides.
    """

    kind: str
    html: str
    level: int = 9
    data: dict = field(default_factory=dict)


@dataclass
class Reading:
    """A notebook's cells, its predictions, and what plays in it."""

    path: Path
    title: str
    cells: list
    questions: dict
    plays: list


def read(path, files, most=MOST):
    """Run what plays in a notebook, and record what it shows.

    Parameters
    ----------
    path : Path
    files : Files
        Where pictures and recordings go.
    most : int
        How many combinations of an explorer's controls are played out.

    Returns
    -------
    Reading

    Raises
    ------
    RuntimeError
        If a cell fails; the message names it.
    """
    notebook = nbformat.read(path, as_version=4)
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    cells, predictions, plays = [], {}, []
    play = what_plays([cell for cell in notebook.cells if cell.cell_type == "code"])
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cells.append(prose(cell))
            continue
        value = run(shell, cell, path) if cell.id in play else None
        if isinstance(value, Prediction):
            predictions[value.key] = value
        made = shown(cell, value, files, predictions, most)
        if isinstance(value, Explorer):
            plays.append(made[-1].data["plays"])
        cells += made
    asked = {key: question(prediction) for key, prediction in predictions.items()}
    ipywidgets.Widget.close_all()
    return Reading(path, title(path), cells, asked, plays)


def what_plays(cells):
    """Return the ids of the cells that make a widget, or what a widget is made of.

    The results of all others are stored, and some take seconds.
    """
    wanted, found = set(), set()
    for cell in reversed(cells):
        table = symtable.symtable(cell.source, cell.id, "exec")
        made = {each.get_name() for each in table.get_symbols() if is_made(each)}
        if WIDGET.search(cell.source) or made & wanted:
            found.add(cell.id)
            wanted = wanted - made | set(asked_for(table))
    return found


def is_made(symbol):
    """Whether a cell gives a name its meaning."""
    return symbol.is_assigned() or symbol.is_imported()


def asked_for(table):
    """Yield the names that a cell takes from elsewhere, or from itself."""
    nested = table.get_type() != "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (symbol.is_global() or not nested):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from asked_for(inner)


def run(shell, cell, path):
    """Run a cell; return what its last line gives."""
    with capture_output():
        ran = shell.run_cell(cell.source)
    if not ran.success:
        raise RuntimeError(f"{path.name}, cell {cell.id}: {ran.error_in_exec!r}")
    return ran.result


def prose(cell):
    """A Markdown cell."""
    heading = re.match(r"(#+) ", cell.source)
    kind = "fold" if cell.metadata.get(COLLAPSED) else "prose"
    return Cell(kind, html(cell.source), len(heading[1]) if heading else 9)


def shown(cell, value, files, predictions, most):
    """What a cell of code shows on the page."""
    if "exercise" in cell.metadata.get("tags", ()):
        return [Cell("exercise", code(cell.source))]
    cells = [Cell("code", code(cell.source))] if "by-hand" in cell.metadata.get("tags", ()) else []
    read_only = "".join(map(plain, cell.outputs))
    if isinstance(value, Explorer):
        return [*cells, explorer(cell, value, files, predictions, most)]
    kinds = {Prediction: "prediction", Outcome: "outcome", Calibration: "calibration"}
    kind = kinds.get(type(value), "result")
    data = {"key": getattr(getattr(value, "prediction", value), "key", "")}
    return [*cells, Cell(kind, read_only, data=data)] if read_only else cells


def explorer(cell, value, files, predictions, most):
    """An explorer: its stored picture and sentence, and its recording."""
    stored = next(o.data for o in cell.outputs if "image/png" in o.get("data", {}))
    recording = Recording(value, files, most)
    waits = next((k for k, p in predictions.items() if value in p.asked.experiments), "")
    described = recording.described()
    for widget in described["widgets"].values():
        widget["class"] = [name for name in widget["class"] if name != LOCKED]
    left, thinned = recording.left(), recording.thinned()
    data = {
        "waits": waits,
        "record": files.describe(described),
        "picture": files.keep(base64.b64decode(stored["image/png"]), "png"),
        "left": left,
        "thinned": thinned,
        "plays": {
            "explorer": type(value).__name__,
            "cell": cell.id,
            "left": left,
            "thinned": thinned,
        },
    }
    return Cell("explorer", escape(stored["text/plain"]), data=data)


def plain(output):
    """An output as it is stored, for readers."""
    data = output.get("data", {})
    if "text/html" in data:
        return without_style(data["text/html"])
    if "image/png" in data:
        alt = escape(data.get("text/plain", ""))
        return f'<img alt="{alt}" src="data:image/png;base64,{data["image/png"]}">'
    return f"<pre>{escape(data.get('text/plain', output.get('text', '')))}</pre>"


def without_style(page):
    """HTML of the practice without the style sheet, which the page has once."""
    return page.replace(f"<style>{STYLE}</style>", "")


def code(source):
    """The source of a cell."""
    return f'<pre tabindex="0"><code>{escape(source)}</code></pre>'


def question(prediction):
    """All that can become of a prediction: what is said to each answer and confidence.

    The library itself says it, so that a page without it says the same.
    """
    options = prediction.options.options
    levels = len(prediction.levels)
    asked = Prediction(prediction.key)  # what happened is told of the newest alone
    said = [[answered(asked, i, j) for j in range(levels)] for i in range(len(options))]
    asked.state, asked.options.index, asked.sure.index = WAITS, options.index(UNDECIDED), 0
    waits = without_style(Outcome(asked).value)
    asked.look()
    return {
        "asks": prediction.question.asks,
        "options": options,
        "how": prediction.sure.label,
        "sure": prediction.sure.options,
        "keys": [prediction.button.description, prediction.anyway.description],
        "waits": waits,
        "levels": list(prediction.levels),
        "undecided": options.index(UNDECIDED),
        "right": options.index(prediction.question.happened),
        "happened": prediction.question.happened,
        "said": said,
        "looked": told(asked),
    }


def answered(prediction, option, level):
    """What is said once an answer is locked in."""
    prediction.state = WAITS
    prediction.options.index, prediction.sure.index = option, level
    prediction.lock()
    return told(prediction)


def told(prediction):
    """What a prediction that is over says of itself, and what the outcome says."""
    return {
        "state": prediction.state,
        "said": prediction.said,
        "confidence": prediction.confidence,
        "note": without_style(prediction.note.value),
        "outcome": without_style(Outcome(prediction).value),
    }
