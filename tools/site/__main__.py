"""Build the course into one folder: ``python -m tools.site [folder]``, else `site/`."""

import sys
from pathlib import Path

from tools.site import licences, lite

into = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
lite.build(into / "lite")
licences.write(into / "lite", into / "licences.html")
