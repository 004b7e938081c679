"""Build the pages that the dashboards show before a kernel is there: ``--dashboards``."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from serving.pages import Pages, digest
from tools.site import pages

FIRST_ONLY = 1  # combination of an explorer's controls: a kernel soon answers for the others
EFFORT = 2  # of WebP's: the pages lie on a disk nearby


def build(folder=None, notebooks=pages.NOTEBOOKS, only=None, effort=EFFORT, workers=2):
    """Build what is missing or old; each page is served as soon as it is there.

    Parameters
    ----------
    folder : Path, optional
        Where all editions lie; by default where the dashboards look for them.
    notebooks : Path
    only : sequence of str, optional
        Parts of the names of the notebooks whose pages are built.
    effort : int
        How hard WebP tries, 0 to 6.
    workers : int
        How many notebooks are run at a time.

    Returns
    -------
    list of str
        The names of the notebooks whose pages were built.
    """
    home = Pages(root=str(notebooks), **({"folder": str(folder)} if folder else {}))
    out = home.built
    for other in out.parent.glob("*"):
        if other != out:
            shutil.rmtree(other)
    if not (out / "assets").exists():
        pages.copy_assets(out / "assets")
    (out / "made").mkdir(exist_ok=True)
    paths = [path for path in sorted(notebooks.glob("*.ipynb")) if pages.chosen(path, only)]
    old = [path for path in paths if not home.page(path.name)]
    site = {"edition": out.name[:8], "python": "kernel"}
    one = partial(make, out=out, site=site, effort=effort)
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(one, old))


def make(path, out, site, effort):
    """Build one page, and say then that it is there."""
    pages.page(path, out=out, effort=effort, most=FIRST_ONLY, site=site)
    (out / "made" / path.name).write_text(digest(path))
    return path.name
