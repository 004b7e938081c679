"""`tools/notebooks.py`: what it stores, what it drops, and that it says when something is stale."""

import base64
import io

import matplotlib.image
import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose
from nbformat.v4 import new_notebook, new_output

from tools import notebooks as tool

PICTURE = """from IPython.display import display
import ipywidgets, matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
print("one")
print("two", flush=True)
display(ipywidgets.IntSlider())
6 * 7"""


@pytest.fixture
def stored(tmp_path, write_notebook):
    cell = code(PICTURE, metadata={"tags": ["kept"], "collapsed": True})
    return write_notebook(tmp_path / "a.ipynb", prose("# A"), code(""), cell)


def png(level: float, **metadata: str) -> str:
    file = io.BytesIO()
    matplotlib.image.imsave(file, np.full((20, 20), level), vmin=0, vmax=1, metadata=metadata)
    return base64.b64encode(file.getvalue()).decode()


def test_storing_again_changes_no_byte(stored, capsys):
    assert tool.main([str(stored)]) == 0
    first = stored.read_bytes()
    assert tool.main([str(stored)]) == 0
    assert stored.read_bytes() == first
    assert tool.main(["--check", str(stored)]) == 0
    assert capsys.readouterr().out.split("\n")[1:3] == ["a.ipynb: unchanged"] * 2


def test_what_is_stored(stored):
    tool.refresh(stored)
    cell = nbformat.read(stored, as_version=4).cells[2]
    assert cell.execution_count == 1
    assert cell.metadata == {"tags": ["kept"]}
    pictures = [output for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 1
    assert [output.text for output in cell.outputs if "text" in output] == ["one\ntwo\n"]
    assert cell.outputs[-1].data == {"text/plain": "42"}
    assert cell.outputs[-1].execution_count == 1
    assert "widget" not in stored.read_text().replace("ipywidgets", "")


def test_stale_is_said_and_left_alone(stored, capsys):
    tool.refresh(stored)
    changed = stored.read_text().replace("6 * 7", "6 * 8")
    stored.write_text(changed)
    assert tool.main(["--check", str(stored)]) == 1
    assert stored.read_text() == changed
    assert "a.ipynb: stale" in capsys.readouterr().out


def test_too_large_is_refused(tmp_path, write_notebook):
    path = write_notebook(tmp_path / "a.ipynb", code("print('x' * 500_000)"))
    with pytest.raises(ValueError, match=r"a\.ipynb must stay below 400000 bytes"):
        tool.refresh(path)


def test_unknown_name_is_refused():
    with pytest.raises(SystemExit, match="no notebook is called 'nowhere'"):
        tool.main(["nowhere"])


def test_pictures_lose_what_names_programs():
    outputs = [new_output("display_data", data={"image/png": png(0.5, Author="me")})]
    normal = tool.normalise(new_notebook(cells=[code("x", outputs=outputs)]))
    kept = base64.b64decode(normal.cells[0].outputs[0].data["image/png"])
    assert b"Author" not in kept
    assert b"Software" not in kept
    assert matplotlib.image.imread(io.BytesIO(kept)).shape == (20, 20, 4)


@pytest.mark.parametrize(("level", "same"), [(0.51, True), (0.9, False)])
def test_stored_picture_stays_where_the_new_one_looks_alike(level, same):
    def notebook(picture):
        output = new_output("display_data", data={"image/png": picture})
        return new_notebook(cells=[code("x", id="x", outputs=[output])])

    old, new = png(0.5), png(level)
    kept = tool.keep_pictures(notebook(new), notebook(old))
    assert kept.cells[0].outputs[0].data["image/png"] == (old if same else new)
