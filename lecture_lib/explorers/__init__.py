"""Explorers: parameters → run → picture, wired once."""

from lecture_lib.explorers.by_hand import ByHandExplorer
from lecture_lib.explorers.face import FaceExplorer
from lecture_lib.explorers.line import LineExplorer

__all__ = ["ByHandExplorer", "FaceExplorer", "LineExplorer"]
