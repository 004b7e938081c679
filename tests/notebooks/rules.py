"""The rules that a notebook of the course keeps; each function names what breaks one."""

import ast
import re
from pathlib import Path

from nbformat import NotebookNode

LINES = 8
SECTIONS = ("Why", "Predict", "Experiment", "The idea", "Exercise", "What to take away")
DEEPER = "Go deeper: "  # folded until somebody wants it; may stand anywhere
COLLAPSED = "jp-MarkdownHeadingCollapsed"
OWN_CODE = {"exercise", "by-hand"}  # tags of cells that may define things
IMPORTABLE = {"lecture_lib", "numpy"}  # so that nothing is plotted and no widget is built
DEFINITIONS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.Try, ast.TryStar),
)
MACHINE = re.compile(r"/(?:home|root|tmp|work|Users)/|[A-Z]:\\|site-packages| at 0x[0-9a-f]+")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def is_section(file: str) -> bool:
    """Whether a notebook's name is a section's: neither the start page's nor a last page's."""
    return re.match(r"(?!00)\d\d_", file) is not None


def tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", ()))


def code_faults(cell: NotebookNode) -> list[str]:
    """What a code cell does that a reader should not have to read past."""
    faults = []
    if cell.source.rstrip().endswith(";"):
        faults.append("ends with ';', which Voilà and nbval do not heed")
    if tags(cell) & OWN_CODE:
        return faults
    lines = len(cell.source.splitlines())
    if lines > LINES:
        faults.append(f"has {lines} lines, {LINES} are enough")
    if re.search(r"^\s*[%!]", cell.source, re.MULTILINE):
        return [*faults, "uses a magic or a shell command"]
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, DEFINITIONS):
            faults.append(f"contains {type(node).__name__} in line {node.lineno}")
        faults += [f"imports {name}" for name in imports(node) if name not in IMPORTABLE]
    return faults


def imports(node: ast.AST) -> list[str]:
    """Top-level packages that a node imports."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return []


def section_faults(notebook: NotebookNode) -> list[str]:
    """Whether the headings of level 2 are the course's, all there and first met in its order."""
    found = [text for level, text in headings(notebook) if level == 2]
    found = [text for text in found if not text.startswith(DEEPER)]
    kinds = [_kind(heading) for heading in found]
    faults = [f"unknown section {h!r}" for h, kind in zip(found, kinds, strict=True) if not kind]
    met = list(dict.fromkeys(filter(None, kinds)))
    faults += [f"no section {name!r}" for name in SECTIONS if name not in met]
    if met != sorted(met, key=SECTIONS.index):
        faults.append(f"sections are first met in the order {met}")
    return faults


def _kind(heading: str) -> str | None:
    return next((name for name in SECTIONS if heading.startswith(name)), None)


def fold_faults(notebook: NotebookNode) -> list[str]:
    """Where something below a prediction is open, or a fold is none of the course's."""
    faults = []
    for place, cell in enumerate(notebook.cells):
        if cell.metadata.get(COLLAPSED):
            faults += _faults_of_fold(cell)
        if cell.cell_type == "code" and re.search(r"\bPrediction\(", cell.source):
            faults += _faults_of_prediction(notebook.cells, place)
        for level, text in _headings(cell):
            if text.startswith("What happened") and (text != "What happened" or level < 3):
                faults.append(f"{text!r} is no neutral heading below its experiment")
            if text.startswith(DEEPER) and not cell.metadata.get(COLLAPSED):
                faults.append(f"{text!r} is open")
    return faults


def _faults_of_fold(cell: NotebookNode) -> list[str]:
    found = _headings(cell)
    if len(found) != 1 or len(cell.source.strip().splitlines()) != 1:
        return [f"{cell.id} is folded and more than a heading"]
    if not found[0][1].startswith((*SECTIONS[2:], DEEPER)):  # what stands below a prediction
        return [f"{found[0][1]!r} is folded"]
    return []


def _faults_of_prediction(cells: list[NotebookNode], place: int) -> list[str]:
    """A prediction stands below "Predict"; what follows of that level is folded.

    That is up to the next prediction of that level, or to the end of what both stand in.
    """
    name = cells[place].id
    above = [heading for cell in cells[:place] for heading in _headings(cell)]
    level, title = above[-1] if above else (0, "")
    if not title.startswith("Predict"):
        return [f"{name} is not below a heading 'Predict'"]
    following = [(cell, *heading) for cell in cells[place + 1 :] for heading in _headings(cell)]
    if not following or not following[0][2].startswith("Experiment") or following[0][1] != level:
        return [f"{name} is not followed by an experiment of its own level"]
    faults = []
    for cell, depth, text in following:
        if depth < level or (depth == level and text.startswith("Predict")):
            break
        if depth == level and not cell.metadata.get(COLLAPSED):
            faults.append(f"{text!r} is open below {name}")
    return faults


STUBS = ("def ", "loss_table =")  # what a learner fills in
WORDS, INSTRUCTION, PREDICTION, EXERCISE = 125, 1.5, 1, 10  # a minute's words, and minutes


def minutes(notebook: NotebookNode, short: bool = False) -> float:
    """How long a section takes: its words, its numbered instructions, predictions and exercises.

    The short way leaves out what goes deeper.
    """
    total, outer = 0.0, 9  # the level of the fold that is left out
    for cell in notebook.cells:
        for level, text in _headings(cell):
            if level <= outer:
                outer = level if short and text.startswith(DEEPER) else 9
        if outer == 9:
            total += _minutes(cell)
    return total


def _minutes(cell: NotebookNode) -> float:
    if cell.cell_type == "markdown":
        prose = re.sub(r"\$\$.+?\$\$|\$.+?\$", " x ", cell.source, flags=re.DOTALL)
        steps = len(re.findall(r"^\d+\. ", prose, re.MULTILINE))
        return len(re.findall(r"\w+", prose)) / WORDS + INSTRUCTION * steps
    if "exercise" in tags(cell):
        return EXERCISE * cell.source.startswith(STUBS)
    return PREDICTION * len(re.findall(r"\bPrediction\(", cell.source))


TIMES = re.compile(r"about (\d+) minutes, the short way (\d+)")


def time_faults(notebook: NotebookNode) -> list[str]:
    """Whether the first cell tells how long a section takes, to five minutes."""
    told = TIMES.search(notebook.cells[0].source)
    if not told:
        return ["does not say: about … minutes, the short way …"]
    found = [minutes(notebook), minutes(notebook, short=True)]
    right = [5 * round(m / 5) for m in found]
    faults = [] if [int(t) for t in told.groups()] == right else [f"takes {found}, says {told[0]}"]
    return faults + [f"the short way takes {m:.1f} minutes" for m in found[1:] if m > 22.5]


def headings(notebook: NotebookNode) -> list[tuple[int, str]]:
    """Level and text of every heading."""
    return [heading for cell in notebook.cells for heading in _headings(cell)]


def _headings(cell: NotebookNode) -> list[tuple[int, str]]:
    if cell.cell_type != "markdown":
        return []
    found = re.finditer(r"^(#+) +(.+?) *$", cell.source, re.MULTILINE)
    return [(len(m[1]), m[2]) for m in found]


def link_faults(notebook: NotebookNode, folder: Path, read) -> list[str]:
    """Links of the prose that lead nowhere; `read` reads a notebook from a path."""
    faults = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for link in LINK.findall(cell.source):
            file, _, fragment = link.partition("#")
            if re.match(r"[a-z]+:", file):
                continue  # another host, or an attachment
            if file and not (folder / file).exists():
                faults.append(f"{link}: no such file")
            elif fragment and file.endswith((".ipynb", "")):
                target = read(folder / file) if file else notebook
                anchors = {text.replace(" ", "-") for _, text in headings(target)}
                if fragment not in anchors:
                    faults.append(f"{link}: no such heading")
    return faults


def explorer_calls(cell: NotebookNode) -> bool:
    """Whether a cell makes an explorer."""
    calls = (node.func for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Name) and call.id.endswith("Explorer") for call in calls)


def needed(sources: list[str]) -> list[str]:
    """Of some cells' code the last one, and those before that make a name which is used later."""
    *before, last = sources
    wanted, kept = names(last)[1], [last]
    for source in reversed(before):
        made, used = names(source)
        if made & wanted:
            wanted |= used
            kept.insert(0, source)
    return kept


def names(source: str) -> tuple[set[str], set[str]]:
    """The names that code makes, by assigning or importing them, and those that it uses."""
    made, used = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.alias):
            made.add(node.asname or node.name)
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
    return made, used


def output_faults(cell: NotebookNode) -> list[str]:
    """What a reader without a kernel should not see in a stored cell."""
    faults = []
    for output in cell.outputs:
        if output.output_type == "error":
            faults.append(f"stored with {output.ename}")
        if output.get("name") == "stderr":
            faults.append(f"stored with a warning: {output.text}")
        text = output.get("text", "") + output.get("data", {}).get("text/plain", "")
        faults += [f"shows {m!r}" for m in MACHINE.findall(text)]
    return faults
