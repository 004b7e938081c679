"""Explorers live until they are closed, each with megabytes: those of a test go when it is over."""

import gc

import pytest
from ipywidgets.widgets.widget import _instances

from lecture_lib import explorers  # noqa: F401  its many objects are there from now on


@pytest.fixture(scope="package", autouse=True)
def look_for_new_rubbish_only():
    """What was imported stays; without it a collection costs a hundredth of the time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def close_what_the_test_has_made(look_for_new_rubbish_only):
    """Close the widgets of this test; those of a module's own fixtures were there before."""
    before = set(_instances)
    yield
    if new := set(_instances) - before:
        for name in new:
            if name in _instances:
                _instances[name].close()
        gc.collect()  # figures and artists hold each other
