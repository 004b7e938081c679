import json
from pathlib import Path

import pytest

from lecture_lib.data import load_faces
from lecture_lib.features import centred, raw, standardized
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective


@pytest.fixture(scope="session")
def numbers():
    """The numbers of the course's face data, to six digits."""
    return json.loads((Path(__file__).parent / "numbers.json").read_text())


@pytest.fixture(scope="session")
def face_models():
    """The objective on the training faces for each of the models of notebook 11."""
    faces = load_faces("train")
    mouth, both = faces.scores("mouth"), faces.scores("mouth", "brow")
    designs = {
        "A_raw": raw(1)(mouth),
        "A_centred": centred(1)(mouth),
        "A_standardized": standardized(mouth)(mouth),
        "B_through_origin": centred(2, bias=False)(faces.scores("brow", "mouth")),
        "C_raw": raw(2)(both),
    }
    return {
        name: Objective(Linear(), SquaredLoss(), X, faces.labels) for name, X in designs.items()
    }


@pytest.fixture(scope="session")
def model_a(face_models):
    """The default: one feature with bias, raw scores."""
    return face_models["A_raw"]
