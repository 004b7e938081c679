"""Find a Chromium on this machine, or install one.

Run as a script it prints the path: ``python tests/browser/chromium.py [--install]``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Of a switch given twice Chromium heeds the last: this one holds what Playwright says in its own.
_WITHOUT = (
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",  # what the address bar may open: two pages more in every window,
    "WebUIOmniboxPopup",  # which cost three times as much as a small page itself
)
FLAGS = (
    f"--disable-features={','.join(_WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_NAMES = (
    "chromium",
    "chromium-headless-shell",  # Debian's, without windows
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
_FONTS = ("fonts-dejavu-core", "fonts-liberation")  # letters, and signs such as ₀ θ → ✓ ⚠
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "/snap/bin/chromium",
)


def find_chromium() -> str | None:
    """Path of the first Chromium, Chrome or Edge that starts, or None.

    The environment variable CHROMIUM goes before everything else; if it is set and does not
    start, that is an error, not a reason to take another browser.
    """
    if chosen := os.environ.get("CHROMIUM"):
        if not _starts(chosen):
            raise ValueError(f"CHROMIUM must name a Chromium that starts, got {chosen!r}")
        return chosen
    return next(filter(_starts, _candidates()), None)


def install_chromium() -> str:
    """Install a Chromium: from Debian's archive if this is root there, else Playwright's own.

    Of what Debian merely recommends for it (printers, a power manager …) pages need the fonts.
    """
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": False}
        subprocess.run(["apt-get", "update"], **quiet)
        subprocess.run([*_INSTALL, "chromium", *_FONTS], **quiet)
        if found := find_chromium():
            return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    if found := find_chromium():
        return found
    raise RuntimeError("no Chromium was found or could be installed; set CHROMIUM to its path")


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, _NAMES))
    yield from (place for place in _PLACES if Path(place).exists())
    from playwright.sync_api import sync_playwright  # starts a helper process: asked last

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        yield own


def _starts(path: str) -> bool:
    """Ubuntu's chromium is a stub that only names a snap: being there is not enough."""
    if os.name == "nt":  # there `chrome.exe --version` opens a window instead of answering
        return Path(path).exists()
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    path = find_chromium() or ("--install" in sys.argv and install_chromium())
    if not path:
        sys.exit("no Chromium was found; --install installs one")
    print(path)
