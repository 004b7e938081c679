"""Practice: predictions to commit to, checks that teach, and the source beside the lecture."""

from lecture_lib.practice.calibrated import calibration
from lecture_lib.practice.decoder import decoder
from lecture_lib.practice.predict import Prediction
from lecture_lib.practice.result import show_result
from lecture_lib.practice.slips import show_slip
from lecture_lib.practice.source import show_source

__all__ = ["Prediction", "calibration", "decoder", "show_result", "show_slip", "show_source"]
