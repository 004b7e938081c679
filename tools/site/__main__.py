"""Build the course as a folder for any server of files: ``python -m tools.site [folder]``."""

import argparse
from pathlib import Path

from tools.site import dashboards, licences, lite, pages, weights
from tools.site.record import MOST


def main():
    """Read the command line, and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="by default site/")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="parts of notebooks' names")
    parser.add_argument("--effort", type=int, choices=range(7), help="for WebP")
    parser.add_argument("--most", type=int, default=MOST, help="combinations of an explorer")
    parser.add_argument("--pages", action="store_true", help="without Python: no JupyterLite")
    parser.add_argument("--dashboards", action="store_true", help="the pages before a kernel")
    chosen = parser.parse_args()
    if chosen.dashboards:
        effort = dashboards.EFFORT if chosen.effort is None else chosen.effort
        print(*dashboards.build(chosen.folder, only=chosen.only, effort=effort), sep="\n")
        return
    effort = 6 if chosen.effort is None else chosen.effort
    folder, python = (chosen.folder or Path("site")).resolve(), not chosen.pages
    plays = pages.build(folder, chosen.only, effort, chosen.most, "page" if python else "")
    if python:
        lite.build(folder / "lite")
        pages.write_licences(folder, licences.rows(folder / "lite"))
    pages.offline(folder)
    report(folder, plays)


def report(folder, plays):
    """Print what plays, and what a reader fetches."""
    kinds, left = {row["explorer"] for row in plays}, {r["explorer"] for r in plays if r["left"]}
    print(f"{folder}: of {len(kinds)} explorers {len(kinds - left)} play with all their controls")
    sizes = weights.weighed(folder)
    heaviest, all_of_them = max(sizes, key=sizes.get), sum(sizes.values())
    print(f"read through: {all_of_them / 1e6:.1f} MB; {heaviest}: {sizes[heaviest] / 1e6:.2f} MB")
    print(f"fetched when chosen: {weights.chosen(folder) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
