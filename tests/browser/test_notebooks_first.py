"""The course's notebooks as dashboards: every other one, for one worker."""

import pytest
from dashboard import speaks_fits_is_accessible_and_moves
from stored import NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS[::2])
def test_a_dashboard_speaks_fits_is_accessible_and_moves(open_dashboard, name):
    # reduced motion: at once at the end; films play elsewhere
    opened = open_dashboard(name, reduced_motion="reduce")
    speaks_fits_is_accessible_and_moves(opened, name)
