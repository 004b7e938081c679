"""`python -m bench.hosting [folder]`: a thousand first visits at once to nginx with the site.

Visitors are h2load's (Debian: nghttp2-client): each has a connection of its own, with TLS, and asks
as a browser does for all that its page needs until the first explorer plays. They are spread over
the pages that have explorers. nginx has the settings of deploy/nginx.conf, and one process.
"""

import argparse
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from bench.crowd import files
from bench.report import renewed
from tools.site import weights

PAGE = Path(__file__).parents[1] / "docs" / "measurements.md"
MARKS = ("<!-- bench hosting -->", "<!-- /bench hosting -->")
VISITORS = 1000
STREAMS = "100"  # that a browser opens at once in one connection
ANSWERED = re.compile(r"(\d+) 2xx")  # in what h2load says
NOTE = """\
{} first visits at once, over {} pages: each until the first explorer plays, {} requests in all.
{} failed. nginx with TLS took {:.1f} s of a processor. On {} cores, which the visitors share; load
average before: {:.1f}."""


def asked(folder, page):
    """The names of the files that a first visit asks for, the page itself first."""
    names = {path.relative_to(folder).as_posix() for path in weights.fetched(folder, page, 1)}
    return [page, *sorted(names - {page})]


def crowds(folder, size):
    """For each page with explorers: what a visit asks for, and how many come."""
    pages = weights.with_explorers(folder)
    some, more = divmod(size, len(pages))
    return [(asked(folder, page), some + (i < more)) for i, page in enumerate(pages)]


def come(url, groups, scratch):
    """Let all visit at once; return seconds until all are done, and how many answers they had."""
    commands = []
    for i, (names, size) in enumerate(groups):
        (scratch / f"{i}.txt").write_text("".join(f"{url}/{name}\n" for name in names), "utf-8")
        many = f"--requests={size * len(names)}", f"--clients={size}"
        told = f"--input-file={scratch / f'{i}.txt'}", "--header=accept-encoding: gzip"
        commands.append(["h2load", *many, f"--max-concurrent-streams={STREAMS}", *told])
    began = time.perf_counter()
    visits = [subprocess.Popen(c, stdout=subprocess.PIPE, text=True) for c in commands]
    said = [visit.communicate()[0] for visit in visits]
    seconds = time.perf_counter() - began
    return seconds, sum(int(ANSWERED.search(text)[1]) for text in said)


def main():
    """Measure, and write a line into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"))
    folder, load = parser.parse_args().folder.resolve(), os.getloadavg()[0]
    if not shutil.which("h2load"):
        raise SystemExit("h2load was not found; on Debian: apt install nghttp2-client")
    groups = crowds(folder, VISITORS)
    with files(folder) as (server, url), tempfile.TemporaryDirectory() as scratch:
        time.sleep(1)
        seconds, answered = come(url, groups, Path(scratch))
        spent = sum(server.cpu_times()[:2])
    requests = sum(size * len(names) for names, size in groups)
    many, failed = f"{VISITORS:,}", requests - answered
    told = many, len(groups), f"{requests:,}", failed, spent, os.cpu_count(), load
    text = f"**{seconds:.1f} s**: {NOTE.format(*told)}\n"
    PAGE.write_text(renewed(PAGE.read_text("utf-8"), text, MARKS), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
