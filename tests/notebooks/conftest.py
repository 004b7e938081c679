"""Every test that asks for `path` runs once for each notebook of the course."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"


def pytest_generate_tests(metafunc):
    if "path" in metafunc.fixturenames:
        paths = sorted(FOLDER.glob("*.ipynb"))
        metafunc.parametrize("path", paths, ids=[path.stem for path in paths])
