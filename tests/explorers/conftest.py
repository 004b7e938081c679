"""Explorers live until they are closed, each with megabytes: those of a test go when it is over."""

import gc

import pytest
from ipywidgets.widgets.widget import _instances

from lecture_lib import explorers  # noqa: F401  its many objects are there from now on
from lecture_lib.explorers.explorer import Explorer


@pytest.fixture(scope="package", autouse=True)
def look_for_new_rubbish_only():
    """What was imported stays; without it a collection costs a hundredth of the time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="module", autouse=True)
def sheets():
    """Draw nothing that stands still, which takes half of the time to make an explorer.

    A module that looks at it overrides this. test_explorers.py does, with every explorer in many
    states; what the others ask does not hang on it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lecture_lib.stage.stage.draw_sheets", lambda figure, density: (b"", b""))
        yield


@pytest.fixture(autouse=True)
def close_what_the_test_has_made(look_for_new_rubbish_only):
    """Close the widgets of this test; those of a module's own fixtures were there before."""
    before = set(_instances)
    yield
    if new := set(_instances) - before:
        for name in new:
            if widget := _instances.get(name):
                unseen = {"picture": False} if isinstance(widget, Explorer) else {}
                widget.close(**unseen)  # a last picture takes as long to draw as the first
        gc.collect()  # figures and artists hold each other
