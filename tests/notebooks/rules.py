"""The rules that a notebook of the course keeps; each function names what breaks one."""

import ast
import re
from pathlib import Path

from nbformat import NotebookNode

LINES = 8
SECTIONS = (
    "Why",
    "Predict",
    "Experiment",
    "What happened",
    "The idea",
    "The code",
    "The slide says",
    "Exercise",
    "What to take away",
)
OPTIONAL = {"The slide says"}  # the lecture does not err everywhere
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
    found = [heading for level, heading in headings(notebook) if level == 2]
    kinds = [_kind(heading) for heading in found]
    faults = [f"unknown section {h!r}" for h, kind in zip(found, kinds, strict=True) if not kind]
    met = list(dict.fromkeys(filter(None, kinds)))
    faults += [f"no section {name!r}" for name in SECTIONS if name not in {*met, *OPTIONAL}]
    if met != sorted(met, key=SECTIONS.index):
        faults.append(f"sections are first met in the order {met}")
    return faults


def _kind(heading: str) -> str | None:
    return next((name for name in SECTIONS if heading.startswith(name)), None)


def headings(notebook: NotebookNode) -> list[tuple[int, str]]:
    """Level and text of every heading."""
    prose = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    pattern = re.compile(r"^(#+) +(.+?) *$", re.MULTILINE)
    return [(len(m[1]), m[2]) for source in prose for m in pattern.finditer(source)]


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
    """Whether a code cell makes an explorer."""
    return _makes_explorer(ast.parse(cell.source))


def without_shown_explorers(cell: NotebookNode) -> str:
    """Return a cell's code but for the lines that make an explorer and only show it."""
    tree = ast.parse(cell.source)
    shown = [node for node in tree.body if isinstance(node, ast.Expr) and _makes_explorer(node)]
    tree.body = [node for node in tree.body if node not in shown]
    return ast.unparse(tree)


def _makes_explorer(tree: ast.AST) -> bool:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Name) and call.id.endswith("Explorer") for call in calls)


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
