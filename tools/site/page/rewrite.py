"""Write archives again for the page: their Python files compiled, what no page needs left out.

This runs in the Python of the page itself, because code that another version compiled would be
ignored there.
"""

import importlib.util
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files give the same archive, whenever it is made
UNCHECKED = (1).to_bytes(4, "little")  # take the code as it is, whatever the text's time


def rewrite(
    source: str, target: str, place: str, readable: bool, optimize: int, leave_out: list[str]
) -> None:
    """Write one archive again.

    Parameters
    ----------
    place
        Folder in which the page will find the files, for tracebacks.
    readable
        Keep the text beside the code, for whoever wants to read it.
    optimize
        2 drops the docstrings, which are a fifth of the code.
    leave_out
        Names of the files that the page does without.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in sorted(old.namelist()):
            if member.endswith("/") or member in leave_out:
                continue
            for name, raw in forms(member, old.read(member), place, readable, optimize):
                info = zipfile.ZipInfo(name, EPOCH)
                new.writestr(info, raw, zipfile.ZIP_DEFLATED, 9)


def forms(
    name: str, raw: bytes, place: str, readable: bool, optimize: int
) -> Iterator[tuple[str, bytes]]:
    """Yield what stands in the new archive for one file: its text, its code, or both."""
    if readable or not name.endswith(".py"):
        yield name, raw
    if name.endswith(".py"):
        where = importlib.util.cache_from_source(name) if readable else f"{name}c"
        yield where, code(raw, f"{place}/{name}", optimize)


def code(raw: bytes, file: str, optimize: int) -> bytes:
    """Return the contents of the .pyc for the text of a Python file."""
    compiled = marshal.dumps(compile(raw, file, "exec", dont_inherit=True, optimize=optimize))
    return importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(raw) + compiled


if __name__ == "__main__":
    host, jobs = sys.argv
    for job in json.loads(Path(jobs).read_text()):
        job |= {end: host + job[end] for end in ("source", "target")}
        rewrite(**job)
