"""Build the course as a folder for any server of files: ``python -m tools.site [folder]``."""

import argparse
from pathlib import Path

from tools.site import licences, lite, pages
from tools.site.record import MOST


def main():
    """Read the command line, and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"))
    parser.add_argument("--only", nargs="+", metavar="NAME", help="parts of notebooks' names")
    parser.add_argument("--effort", type=int, default=6, choices=range(7), help="for WebP")
    parser.add_argument("--most", type=int, default=MOST, help="combinations of an explorer")
    parser.add_argument("--pages", action="store_true", help="without Python: no JupyterLite")
    chosen = parser.parse_args()
    folder, python = chosen.folder.resolve(), not chosen.pages
    plays = pages.build(folder, chosen.only, chosen.effort, chosen.most, python)
    if python:
        lite.build(folder / "lite")
        pages.write_licences(folder, licences.rows(folder / "lite"))
    pages.offline(folder)
    played = sum(not row["left"] for row in plays)
    print(f"{folder}: {len(plays)} explorers, {played} of them play with all their controls")


if __name__ == "__main__":
    main()
