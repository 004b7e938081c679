"""Controls with names: a slider and a row of keys, each over a list of values."""

from pathlib import Path

import anywidget
from traitlets import Bool, Int, List, TraitError, Unicode, validate

HERE = Path(__file__).parent


def script(name):
    """Return a widget's module: what all share, and its own file."""
    return "".join((HERE / part).read_text("utf-8") for part in ("kernel.js", "keys.js", name))


class Picker(anywidget.AnyWidget):
    """What picks one of some values.

    Parameters
    ----------
    label : str
        What is picked; the accessible name.
    options : list of str
        The values, as they are shown.
    index : int
        The one that is picked.
    disabled : bool
        Whether it can be changed for now.

    Raises
    ------
    TraitError
        If `index` is not a position in `options`.
    """

    # as text: of a file anywidget would tell every widget there ever was, and so keep them all
    _css = (HERE / "controls.css").read_text("utf-8")

    label = Unicode().tag(sync=True)
    options = List(Unicode()).tag(sync=True)
    # no echo: it would arrive late, over what the hand has done in the page meanwhile
    index = Int(0).tag(sync=True, echo_update=False)
    disabled = Bool(False).tag(sync=True)

    @validate("index")
    def _index_is_a_position(self, proposal):
        if not 0 <= proposal.value < max(1, len(self.options)):
            raise TraitError(
                f"index must be a position in the {len(self.options)} options of"
                f" {self.label!r}, got {proposal.value}"
            )
        return proposal.value


class Slider(Picker):
    """A native range input, so that keys, touch and screen readers all work.

    Parameters
    ----------
    at_rest : bool
        Tell Python only once the slider rests. For the slider in the hand of a Stage, whose
        browser side already holds every take.
    hint : str
        Shown on hover.
    """

    _esm = script("slider.js")

    at_rest = Bool(False).tag(sync=True)
    hint = Unicode().tag(sync=True)


class Choice(Picker):
    """Native radio buttons that look like a row of keys.

    Parameters
    ----------
    **traits
        Those of every picker: label, options, index, disabled.
    """

    _esm = script("choice.js")

    def __init__(self, **traits):
        super().__init__(**traits)
        # like a change that the page saves: the page is not told what it told
        self.on_msg(lambda _, told, buffers: self.set_state(told))
