"""Where the page's Python comes from, and that nothing else gets in."""

import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools.site import pyodide
from tools.site.pyodide import FILES, HERE, LOCK, SourceError, digest, gather

HELD = {"pyodide.js": b"run", "numpy.whl": b"add"}


@pytest.fixture
def small(monkeypatch, tmp_path):
    """A lock of two files, a folder with both, and no other source than what PYODIDE names."""
    monkeypatch.setattr(pyodide, "FILES", {n: {"sha256": digest(raw)} for n, raw in HELD.items()})
    folder = tmp_path / "source"
    folder.mkdir()
    for name, raw in HELD.items():
        (folder / name).write_bytes(raw)
    monkeypatch.setenv("PYODIDE", str(folder))
    return folder


@pytest.fixture
def into(tmp_path):
    return tmp_path / "into"


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_each_file_is_named_with_its_hash_size_and_licence():
    for entry in FILES.values():
        assert re.fullmatch("[0-9a-f]{64}", entry["sha256"])
        assert entry["size"] > 0
        assert entry["licence"]
    assert len(FILES) == len(LOCK["runtime"]) + len(LOCK["package"])


def test_what_a_package_depends_on_is_there_too():
    names = {entry["name"] for entry in LOCK["package"]}
    assert {needed for entry in LOCK["package"] for needed in entry["depends"]} <= names
    assert {"numpy", "scipy", "matplotlib", "pillow", "ipython", "micropip"} <= names


def test_a_folder_is_copied(small, into):
    assert held(gather(into)) == HELD


def test_archives_are_unpacked(small, into, monkeypatch, tmp_path):
    packed, zipped = tmp_path / "pyodide.tar.bz2", tmp_path / "bundle.whl"
    with tarfile.open(packed, "w:bz2") as tar, zipfile.ZipFile(zipped, "w") as wheel:
        for name in HELD:
            tar.add(small / name, f"pyodide/{name}")
            wheel.write(small / name, f"somewhere/else/{name}")
    for number, archive in enumerate((packed, zipped)):
        monkeypatch.setenv("PYODIDE", str(archive))
        assert held(gather(into / str(number))) == HELD


def test_a_file_that_differs_is_refused_by_name(small, into):
    (small / "numpy.whl").write_bytes(b"subtract")
    with pytest.raises(SourceError, match=r"numpy\.whl has the SHA-256"):
        gather(into)
    assert "numpy.whl" not in held(into)


def test_a_file_that_lacks_is_named(small, into):
    (small / "numpy.whl").unlink()
    with pytest.raises(SourceError, match=r"lacks numpy\.whl"):
        gather(into)


def test_a_file_that_went_bad_is_fetched_again(small, into):
    gather(into)
    (into / "numpy.whl").write_bytes(b"half")
    assert held(gather(into)) == HELD


def test_what_is_there_needs_no_source(small, into, monkeypatch):
    gather(into)
    monkeypatch.setenv("PYODIDE", "nowhere")
    assert held(gather(into)) == HELD


def test_a_chosen_source_is_the_only_one(small, into, monkeypatch):
    monkeypatch.setattr(pyodide, "release", lambda into: pytest.fail("asked"))
    monkeypatch.setenv("PYODIDE", "nowhere")
    with pytest.raises(SourceError, match="there is no nowhere"):
        gather(into)


def test_the_next_source_is_asked_if_one_cannot_be_reached(small, into, monkeypatch):
    def unreachable(into):
        raise SourceError("no network")

    monkeypatch.delenv("PYODIDE")
    monkeypatch.setattr(pyodide, "release", unreachable)
    monkeypatch.setattr(pyodide, "bundle", lambda into: HELD.items())
    assert held(gather(into)) == HELD
    monkeypatch.setattr(pyodide, "bundle", unreachable)
    with pytest.raises(SourceError, match="no network; no network"):
        gather(into / "other")


def test_an_address_that_does_not_answer_is_given_up(into, monkeypatch):
    monkeypatch.setattr(pyodide, "RELEASE", "http://127.0.0.1:9/{0}")
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:9"):
        pyodide.release(into)


def test_the_package_is_named_with_its_hash_and_no_address():
    text = (HERE / "pyodide-bundle.txt").read_text(encoding="utf-8")
    assert re.search(r"^[\w-]+==[\w.]+ \\\n +--hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    assert "://" not in text
