"""What is stored of a notebook that was run: pictures, and no views of widgets that have died."""

from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"
SHOWN = ("image/png", "text/html")


def without_dead_views(model: dict[str, Any], **_: Any) -> None:
    """Jupyter's ``pre_save_hook``: where a picture or words stand beside a view, keep only those.

    A view is of no use without its kernel: whoever opens the file again would see "model not found"
    in the place of the picture that is in it. The page that saves goes on with its own.

    Parameters
    ----------
    model : what is to be saved, as Jupyter's contents service has it; it is changed in place.
    """
    if model.get("type") != "notebook" or model["content"].get("nbformat", 0) < 4:
        return
    for cell in model["content"]["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if any(kind in data for kind in SHOWN):
                data.pop(VIEW, None)
