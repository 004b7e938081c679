"""The Stage: matplotlib draws what stands still, the browser moves what moves."""

from lecture_lib.stage.controls import Choice, Slider
from lecture_lib.stage.readout import Readout, say
from lecture_lib.stage.stage import Stage
from lecture_lib.stage.track import Handle, Track

__all__ = ["Choice", "Handle", "Readout", "Slider", "Stage", "Track", "say"]
