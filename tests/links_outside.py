"""The links that lead to other hosts are answered: ``make links``.

Without a network they are skipped. Whom a host turns away (it wants a browser, or fewer questions)
is no broken link; a page that is gone is one.
"""

import json
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\\[\]]+")
NOT_TO_ASK = re.compile(r"//(127\.0\.0\.1|localhost|[\w.-]*\bexample\.org|[^/]*[{$])|/OWNER/")
GONE = (404, 410, 451)
SECONDS = 20
AGENT = "Mozilla/5.0 (compatible; the link checker of a course)"


def addresses(text):
    """The addresses in a text, without what the sentence round them adds."""
    found = (match.rstrip(".,;:!?*_]") for match in ADDRESS.findall(text))
    closed = (a[:-1] if a.endswith(")") and a.count("(") < a.count(")") else a for a in found)
    return {a.partition("#")[0].rstrip(".,;:") for a in closed if not NOT_TO_ASK.search(a)}


def text_of(page):
    """What a page says; of a notebook its prose and code."""
    text = page.read_text("utf-8")
    if page.suffix != ".ipynb":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])


def pages():
    """The pages for people, and the library, whose docstrings name papers."""
    kinds = (
        "*.md",
        "*.cff",
        "LICENSE*",
        "docs/*.md",
        "deploy/*",
        ".github/*.md",
        "notebooks/*.ipynb",
    )
    found = [page for kind in (*kinds, "lecture_lib/**/*.py") for page in ROOT.glob(kind)]
    return sorted(page for page in found if page.is_file())


def answer(address):
    """The status with which a host answers, or why it does not."""
    for method in ("HEAD", "GET"):  # some hosts know only one of them
        request = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError as error:
            return getattr(error, "reason", error)
    return status


def faults(places, answers):
    """What is wrong, a line each; None if not one host could be reached."""
    if not any(isinstance(each, int) for each in answers.values()):
        return None
    wrong = {a: each for a, each in answers.items() if each in GONE or not isinstance(each, int)}
    return [f"{a}: {each}, in {', '.join(sorted(places[a]))}" for a, each in wrong.items()]


def test_links_to_other_hosts_are_answered():
    places = {}
    for page in pages():
        for address in addresses(text_of(page)):
            places.setdefault(address, set()).add(page.relative_to(ROOT).as_posix())
    assert places
    with ThreadPoolExecutor(8) as threads:
        answers = dict(zip(places, threads.map(answer, places), strict=True))
    found = faults(places, answers)
    if found is None:
        pytest.skip(f"no network: none of {len(places)} addresses could be asked for")
    assert found == []
