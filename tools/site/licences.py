"""What the site ships of others, and under which licences."""

import email
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools.site.pyodide import LOCK, VERSION

Row = tuple[str, str, str]  # name, version, licence


def rows(lite: Path) -> list[Row]:
    """List everything in a built JupyterLite that somebody else wrote, by name."""
    python = LOCK["info"]["python"]
    found = {
        ("Pyodide", VERSION, "MPL-2.0"),
        ("Python", python, "PSF-2.0"),
        ("STIX Two Math", "2.11", "OFL-1.1"),
    }
    found.update((each["name"], each["version"], each["licence"]) for each in LOCK["package"])
    known = {name for name, _, _ in found} | {"lecture-lib"}
    for name, *rest in wheels(lite / "static/pyodide"):
        if name not in known:
            found.add((name, *rest))
    found.update(scripts(lite))
    return sorted(found, key=lambda row: row[0].lower())


def wheels(folder: Path) -> Iterator[Row]:
    """Yield what the wheels in a folder say of themselves; empty stand-ins say nothing."""
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            (member,) = (
                name for name in archive.namelist() if name.endswith(".dist-info/METADATA")
            )
            about = email.message_from_bytes(archive.read(member))
        if licence := licence_of(about):
            yield about["Name"].replace("_", "-").lower(), about["Version"], licence


def licence_of(about: email.message.Message) -> str:
    """Return the licence that metadata name, in the newest of the three ways of doing so."""
    kinds = about.get_all("Classifier", [])
    classified = [kind.rpartition(" :: ")[2] for kind in kinds if kind.startswith("License ::")]
    short = (about["License"] or "").strip().partition("\n")[0]
    return about["License-Expression"] or short or ", ".join(classified)


def scripts(lite: Path) -> Iterator[Row]:
    """Yield the JavaScript packages that the applications and extensions say they contain."""
    for listing in lite.rglob("third-party-licenses.json"):
        for each in json.loads(listing.read_text(encoding="utf-8"))["packages"]:
            yield each["name"], each["versionInfo"], each["licenseId"] or "see its source"
