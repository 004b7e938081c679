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
from tools.stale import differences

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


def stored_text(**cells):
    """A stored notebook with an output for each cell: a picture of that level, or a text."""
    made = []
    for name, shown in cells.items():
        data = {"text/plain": shown} if isinstance(shown, str) else {"image/png": png(shown)}
        outputs = [new_output("display_data", data=data)]
        made.append(code(name, id=name, outputs=outputs))
    return nbformat.writes(new_notebook(cells=made))


def test_what_is_stale_is_said_cell_by_cell(tmp_path):
    before = stored_text(kept="1.0", race="51", wave=0.5, same=0.2)
    after = stored_text(kept="1.0", race="52", wave=0.9, same=0.2)
    text, picture = differences(after, before, "08.ipynb", tmp_path)
    assert text.startswith("08.ipynb[race]: text\n")
    assert "51" in text.split("\n")[1]
    assert "52" in text.split("\n")[2]
    assert picture.startswith("08.ipynb[wave]: picture, 75.00% of its values; see ")
    sheet = matplotlib.image.imread(picture.partition("; see ")[2])
    assert sheet.shape == (20, 52, 4)
    for level, half in ((0.5, sheet[:, :20]), (0.9, sheet[:, 32:])):
        shown = matplotlib.image.imread(io.BytesIO(base64.b64decode(png(level))))
        np.testing.assert_allclose(half, shown, atol=0.01)


def test_nothing_is_said_of_what_is_fresh(tmp_path):
    text = stored_text(wave=0.5)
    assert differences(text, text, "08.ipynb", tmp_path) == []
    assert not list(tmp_path.iterdir())


def test_a_cell_that_is_new_or_says_more_is_named(tmp_path):
    before, after = stored_text(one="1"), stored_text(one="1", two="2")
    assert differences(after, before, "a.ipynb", tmp_path) == ["a.ipynb[two]: is not stored"]
    changed = nbformat.reads(before, as_version=4)
    changed.cells[0].outputs *= 2
    more = nbformat.writes(changed)
    assert differences(more, before, "a.ipynb", tmp_path) == [
        "a.ipynb[one]: 2 outputs, stored are 1"
    ]
