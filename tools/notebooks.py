"""Execute the course's notebooks and store them in one normal form.

``python tools/notebooks.py [--check] [name or path ...]``, without names all of `notebooks/`.

Stored notebooks are read without a kernel: they keep pictures, text and tables and lose whatever
differs from one execution to the next. Executing an unchanged notebook again therefore leaves its
file byte for byte as it was. ``--check`` writes no notebook; it names those that are stale, says
in which cells they differ, and lays differing pictures side by side in the folder `.stale/`.
"""

import argparse
import base64
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tools.stale import alike, differences

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
LARGEST = 400_000  # bytes; code hosts stop showing notebooks that are much larger
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}
CELL_METADATA = ("tags", "jp-MarkdownHeadingCollapsed")
SHOWN = ("image/png", "image/svg+xml", "text/html", "text/latex", "text/markdown", "text/plain")


def execute(path: Path) -> NotebookNode:
    """The notebook run from top to bottom in a fresh kernel; the file is kept."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": path.parent}},
        store_widget_state=False,
        record_timing=False,
    ).execute()
    return notebook


def stored_form(executed: NotebookNode, before: str) -> str:
    """What a file must hold once its notebook was executed, if it held `before` until then."""
    notebook = keep_pictures(normalise(executed), nbformat.reads(before, as_version=4))
    return nbformat.writes(notebook) + "\n"


def normalise(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs from run to run or from machine to machine.

    Cells keep their ids, sources and tags. Outputs keep what a reader without a kernel can see:
    a widget's view is dropped (JupyterLab shows an error in its place), its picture and its
    sentence stay.
    """
    cells = [_normal_cell(cell) for cell in notebook.cells]
    code = [cell for cell in cells if cell.cell_type == "code"]
    for count, cell in enumerate((cell for cell in code if cell.source), start=1):
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    return nbformat.from_dict(
        {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    )


def keep_pictures(fresh: NotebookNode, stored: NotebookNode) -> NotebookNode:
    """Put stored pictures back where the fresh ones look alike: other machines round otherwise."""
    known = {cell.id: cell.get("outputs", []) for cell in stored.cells}
    for cell in fresh.cells:
        for new, old in zip(cell.get("outputs", []), known.get(cell.id, []), strict=False):
            pictures = [output.get("data", {}).get("image/png") for output in (new, old)]
            if all(pictures) and alike(*pictures):
                new.data["image/png"] = pictures[1]
    return fresh


def _normal_cell(cell: NotebookNode) -> NotebookNode:
    kept = {name: cell.metadata[name] for name in CELL_METADATA if cell.metadata.get(name)}
    normal = {"cell_type": cell.cell_type, "id": cell.id, "metadata": kept}
    normal["source"] = cell.source.rstrip()
    if cell.cell_type == "code":
        normal["execution_count"] = None
        normal["outputs"] = _merged(map(_normal_output, cell.outputs))
    elif "attachments" in cell:
        normal["attachments"] = cell.attachments
    return nbformat.from_dict(normal)


def _normal_output(output: NotebookNode) -> NotebookNode:
    output = nbformat.from_dict(dict(output))
    if "data" in output:
        output.data = {mime: output.data[mime] for mime in SHOWN if mime in output.data}
        output.metadata = {k: v for k, v in output.metadata.items() if k in output.data}
        if "image/png" in output.data:
            output.data["image/png"] = _bare_png(output.data["image/png"])
    return output


def _merged(outputs) -> list[NotebookNode]:
    """Streams in one piece (how often a kernel flushes them is chance), nothing empty."""
    merged: list[NotebookNode] = []
    for output in outputs:
        if output.get("data") == {}:
            continue
        last = merged[-1] if merged else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def _bare_png(encoded: str) -> str:
    """The picture without its text and time chunks, which name programs, versions and dates."""
    data = base64.b64decode(encoded)
    parts, at = [data[:8]], 8
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in (b"tEXt", b"zTXt", b"iTXt", b"tIME"):
            parts.append(data[at:end])
        at = end
    return base64.b64encode(b"".join(parts)).decode()


def refresh(path: Path, check: bool = False) -> list[str]:
    """Execute and store one notebook, or with `check` only compare. Says what was stale."""
    before = path.read_text(encoding="utf-8")
    after = stored_form(execute(path), before)
    if len(after.encode()) >= LARGEST:
        raise ValueError(f"{path.name} must stay below {LARGEST} bytes, got {len(after.encode())}")
    if not check and after != before:
        path.write_text(after, encoding="utf-8", newline="\n")
    return differences(after, before, path.name) if check else ["stored"] * (after != before)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    parser.add_argument("names", nargs="*", help="notebooks by name or path (default: all)")
    options = parser.parse_args(arguments)
    paths = [_find(name) for name in options.names] or sorted(FOLDER.glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTHONDIR"] = folder  # the user's own start-up files stay out of it
        stale = {path: refresh(path, options.check) for path in paths}
    for path, found in stale.items():
        print(f"{path.name}: {('stale' if options.check else 'stored') if found else 'unchanged'}")
        print(*found * options.check, sep="\n", end="\n" * (options.check and bool(found)))
    return int(options.check and any(stale.values()))


def _find(name: str) -> Path:
    if Path(name).is_file():
        return Path(name)
    for path in sorted(FOLDER.glob("*.ipynb")):
        if path.name.startswith(name):
            return path
    raise SystemExit(f"no notebook is called {name!r}")


if __name__ == "__main__":
    sys.exit(main())
