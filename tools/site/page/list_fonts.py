"""Write matplotlib's list of its fonts, so that no page has to look through them."""

import sys

from matplotlib import font_manager

font_manager.json_dump(font_manager.fontManager, sys.argv[1])
