"""Explorers live until they are closed, each with megabytes: those of a test go when it is over."""

import gc

import pytest
from ipywidgets.widgets.widget import _instances


@pytest.fixture(autouse=True)
def close_what_the_test_has_made():
    """Close the widgets of this test; those of a module's own fixtures were there before."""
    before = set(_instances)
    yield
    for name in set(_instances) - before:
        if name in _instances:
            _instances[name].close()
    gc.collect()  # figures and artists hold each other
