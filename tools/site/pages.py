"""The pages of the site: one for each notebook, the contents, and what plays where."""

import hashlib
import json
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import jinja2

from lecture_lib.practice.page import STYLE
from lecture_lib.stage import Choice, Slider, Stage
from serving import pages as sources
from serving.dashboards import neighbours
from tools.site import lite
from tools.site.files import Files
from tools.site.reading import read
from tools.site.record import MOST

REPOSITORY = Path(__file__).resolve().parents[2]
NOTEBOOKS = REPOSITORY / "notebooks"
HERE = Path(__file__).parent / "web"
VOILA = REPOSITORY / "jupyter/share/jupyter/voila/templates/course/static"
START = "00_start_here"
FROM_LIBRARY = ("stage/player.js", "stage/places.js", "stage/unpack.js", "practice/opener.js")
ASSETS = (
    *("site.js", "theme.js", "offline.js", "icon.svg", "STIXTwoMath.woff2"),
    *("practice.js", "calibration.js", "live.js", "python.js", "kernel.js", "copies.js"),
)


def build(out, only=None, effort=6, most=MOST, python="", workers=None):
    """Build the site into an empty folder, or one that an earlier build has left.

    Parameters
    ----------
    out : Path
    only : sequence of str, optional
        Parts of the names of the notebooks whose pages are built; all, where it is not given.
    effort : int
        How hard WebP tries, 0 to 6.
    most : int
        How many combinations of an explorer's controls are played out.
    python : {"", "page", "kernel"}
        Where Python is, if anywhere: in JupyterLite beside the pages, or in kernels of the server
        that shows them.
    workers : int, optional
        How many notebooks are run at a time; as many as there are processors by default.

    Returns
    -------
    list of dict
        For each explorer: its name, its notebook and cell, and what of it needs Python.

    Raises
    ------
    FileExistsError
        If the folder holds something else.
    """
    if out.exists() and any(out.iterdir()) and not (out / "assets").exists():
        raise FileExistsError(f"out must be a folder of an earlier build, or none, got {out}")
    shutil.rmtree(out, ignore_errors=True)
    paths = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if chosen(path, only)]
    copy_assets(out / "assets")
    site = {"edition": edition(), "python": python}
    one = partial(page, out=out, effort=effort, most=most, site=site)
    with ProcessPoolExecutor(workers) as pool:
        plays = list(pool.map(one, paths))
    rows = [row for found in plays for row in found]
    write(out / "plays.html", "plays.html.j2", title="What plays where", plays=rows, **site)
    if (out / f"{START}.html").exists():
        shutil.copy(out / f"{START}.html", out / "index.html")
    return rows


def write_licences(out, rows):
    """Write the page of what the site ships of others."""
    site = {"edition": edition(), "python": "page"}
    write(out / "licences.html", "licences.html.j2", title="Licences", rows=rows, **site)


def offline(out):
    """Write what lets the course be kept on a device: worker, manifest, list of all files."""
    shutil.copy(HERE / "manifest.webmanifest", out)
    every = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    (out / "files.json").write_text(json.dumps(every), "utf-8")
    core = [name for name in every if name.startswith("assets/")]
    write(out / "sw.js", "sw.js.j2", edition=edition(), core=core)


def chosen(path, only):
    """Whether a notebook is among those that are asked for."""
    return only is None or any(part in path.stem for part in only)


def page(path, out, effort, most, site):
    """Write a notebook's page; return what plays on it."""
    os.environ["VOILA_BASE_URL"] = "/"  # explorers need not draw the pictures that are stored
    files = Files(out / "files", effort)
    reading = read(path, files, most)
    course = {
        key: link and {**link, "file": link["file"].removesuffix(".ipynb") + ".html"}
        for key, link in neighbours(path.parent, path.name).items()
        if key != "title"
    }
    name = f"{path.stem}.html"
    copy = {"shelf": lite.SHELF.format(lite.edition()), "version": lite.version(path)}
    told = {"reading": reading, "course": course, "name": path.stem, "copy": copy}
    write(out / name, "notebook.html.j2", **told, **site)
    return [row | {"page": name, "title": reading.title} for row in reading.plays]


def write(path, template, **told):
    """Write a page from its template."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([HERE, VOILA.parent]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["json"] = lambda value: json.dumps(value).replace("</", "<\\/")
    path.write_text(environment.get_template(template).render(**told), "utf-8")


def copy_assets(folder):
    """Write scripts and styles."""
    folder.mkdir(parents=True)
    library = REPOSITORY / "lecture_lib"
    for path in (*(library / name for name in FROM_LIBRARY), *(HERE / name for name in ASSETS)):
        shutil.copy(path, folder)
    for kind in (Stage, Slider, Choice):
        (folder / f"{kind.__name__.lower()}.js").write_text(kind._esm, "utf-8")
    shutil.copy(VOILA / "comfort.js", folder)
    shutil.copy(REPOSITORY / "serving/bridge.py", folder)
    styles = [Slider._css, Stage._css, STYLE]
    styles += [(VOILA / "course.css").read_text("utf-8"), (HERE / "site.css").read_text("utf-8")]
    (folder / "site.css").write_text("\n".join(styles), "utf-8")


@cache
def edition():
    """Return what the course is called as long as nothing of it changes."""
    told = [sources.edition(), *map(sources.digest, sorted(NOTEBOOKS.glob("*.ipynb")))]
    return hashlib.sha256("".join(told).encode()).hexdigest()[:8]
