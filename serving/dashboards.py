"""What Voilà's page template needs to know about a dashboard and its neighbours."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from traitlets.config import Application


def complete_page(
    page_config: dict[str, Any], *, base_url: str, settings: dict, notebook_path: str, **_: Any
) -> dict[str, Any]:
    """Voilà's ``page_config_hook``: add the course's navigation, take out a download.

    Parameters
    ----------
    page_config : what Voilà tells the page; returned with the key ``course`` added.
    base_url : the server's prefix, ending in "/".
    settings : the web application's settings.
    notebook_path : path of the notebook, or of the folder shown, relative to the server's root.

    Returns
    -------
    The same dictionary. ``course`` holds ``title``; ``contents``, ``previous`` and ``next``, each
    None or ``{"file", "title"}``, and all None where Voilà serves one notebook alone; and ``lab``,
    the notebook's address in JupyterLab if this server is a Jupyter server too, else None.
    """
    # Voilà's bundle has a MathJax, and fetches another one only where either of these is set.
    page_config["fullMathjaxUrl"] = page_config["mathjaxConfig"] = None
    path = PurePosixPath(notebook_path)
    folder = path.parent if path.suffix == ".ipynb" else path
    here = Path(settings["contents_manager"].root_dir, folder)
    is_jupyter = "serverapp" in settings  # Voilà on its own has no JupyterLab beside it
    course = neighbours(here, path.name)
    if serves_one_notebook():
        course |= dict.fromkeys(("contents", "previous", "next"))
    course["lab"] = f"{base_url}lab/tree/{quote(notebook_path)}" if is_jupyter else None
    page_config["course"] = course
    return page_config


def serves_one_notebook() -> bool:
    """Whether Voilà was started with a notebook instead of a folder: its neighbours are not there.

    Voilà tells its pages nothing of that; the running application knows.
    """
    return Application.initialized() and bool(getattr(Application.instance(), "notebook_path", ""))


def neighbours(folder: Path, name: str) -> dict[str, Any]:
    """Title of a notebook, and the first, the previous and the next one in its folder.

    Parameters
    ----------
    folder : the notebooks' folder; their order is that of their names.
    name : a file name in it; any other name has a title of its own and no neighbours.

    Returns
    -------
    ``{"title": str, "contents", "previous", "next": None or {"file": str, "title": str}}``, where
    "file" is quoted as addresses want it and "title" is text, which a page has to escape.
    """
    files = sorted(folder.glob("*.ipynb"))
    at = next((i for i, file in enumerate(files) if file.name == name), None)
    around = (None, None) if at is None else (at - 1, at + 1)
    before, after = (
        _link(files[i]) if i is not None and 0 <= i < len(files) else None for i in around
    )
    return {
        "title": name if at is None else title(files[at]),
        "contents": _link(files[0]) if files else None,
        "previous": before,
        "next": after,
    }


def title(notebook: Path) -> str:
    """The notebook's first heading of level 1, or its file name where it has none."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        heading = re.search(r"^# +(.+)$", "".join(cell["source"]), re.MULTILINE)
        if cell["cell_type"] == "markdown" and heading:
            return heading[1].strip()
    return notebook.stem


def _link(notebook: Path) -> dict[str, str]:
    return {"file": quote(notebook.name), "title": title(notebook)}
