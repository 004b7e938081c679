"""A notebook that was run shows its pictures when nobody runs it any more."""

from pathlib import Path

import nbformat
from nbconvert import HTMLExporter, SlidesExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config import PyFileConfigLoader

from lecture_lib.explorers import FaceExplorer
from lecture_lib.practice import Prediction
from serving.stored import VIEW, without_dead_views

ETC = Path(__file__).parents[2] / "jupyter" / "etc" / "jupyter"


def settings(name):
    return PyFileConfigLoader(str(ETC / name)).load_config()


def executed(*shown):
    """A notebook as it is after a run: each output has the widget's view, and what stands in."""
    cells = [new_code_cell("_", outputs=[new_output("display_data", data)]) for data in shown]
    return new_notebook(cells=cells)


def bundle(widget):
    data = dict(widget._repr_mimebundle_())
    if "image/png" in data:
        data["image/png"] = "iVBORw0KGgo="
    return data


def test_what_is_saved_shows_without_a_kernel():
    hook = settings("jupyter_server_config.py").FileContentsManager.pre_save_hook
    assert hook is without_dead_views
    alone = {VIEW: {"model_id": "1"}, "text/plain": "IntSlider()"}
    notebook = executed(bundle(FaceExplorer()), bundle(Prediction("P11.1")), alone)
    hook(path="a.ipynb", model={"type": "notebook", "content": notebook}, contents_manager=None)
    nbformat.validate(notebook)
    kinds = [set(cell.outputs[0].data) for cell in notebook.cells]
    assert kinds == [{"image/png", "text/plain"}, {"text/html", "text/plain"}, set(alone)]


def test_what_is_no_notebook_is_left_alone():
    for model in ({"type": "file", "content": "text"}, {"type": "directory", "content": None}):
        before = dict(model)
        without_dead_views(model)
        assert model == before


def test_an_executed_export_has_the_picture():
    notebook = executed(bundle(FaceExplorer()), bundle(Prediction("P11.1")))
    for exporter in (HTMLExporter, SlidesExporter):
        page, _ = exporter(config=settings("jupyter_nbconvert_config.py")).from_notebook_node(
            notebook
        )
        assert page.count('data:image/png;base64,iVBORw0KGgo="') == 1
        assert "Predict:" in page
        assert VIEW not in page.partition("<body")[2]
