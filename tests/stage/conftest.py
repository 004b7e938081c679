"""Fixtures for tests that show a Stage in a real Chromium, in a bare page without Jupyter."""

from contextlib import ExitStack

import pytest


@pytest.fixture
def new_page(browser):
    """``new_page(**context)``: an empty page; an error in it fails the test."""
    errors = []
    with ExitStack() as stack:

        def new_page(**options):
            options = {"viewport": {"width": 900, "height": 700}} | options
            page = stack.enter_context(browser.new_context(**options)).new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
            return page

        yield new_page
    assert errors == []


@pytest.fixture
def page(new_page):
    return new_page()
