"""Write the repository's owner and name from pyproject.toml into the README's badges.

They are set in one place, ``[project.urls] Repository``; ``make badges`` carries a change over.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def repository(pyproject: str) -> str:
    """``owner/name`` from the text of pyproject.toml."""
    address = tomllib.loads(pyproject)["project"]["urls"]["Repository"]
    return "/".join(address.rstrip("/").split("/")[-2:])


def badges(text: str, name: str) -> str:
    """The text with every Binder address leading to the repository of that name."""
    return re.sub(r"(mybinder\.org/v2/gh)/[^/\s]+/[^/\s]+/", rf"\1/{name}/", text)


if __name__ == "__main__":
    readme = ROOT / "README.md"
    name = repository((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    readme.write_text(badges(readme.read_text(encoding="utf-8"), name), encoding="utf-8")
