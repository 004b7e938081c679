"""What explorers show is decided by the method, on every processor alike.

One machine plays several (`tools/processors.py`). These are the explorers whose runs once hung on
the last digit; `make processors` does the same for every notebook.
"""

import json
import subprocess
import sys
from functools import cache

import numpy as np
import pytest

from lecture_lib.explorers import (
    CloudExplorer,
    GrinsExplorer,
    LineExplorer,
    RaceExplorer,
    StaircaseExplorer,
    UnitsExplorer,
)
from tools.processors import PROCESSORS, environment, lacks

CASES = {
    "RMSProp among the faces": (RaceExplorer, {"eta": 0.2}),
    "a line on a face": (GrinsExplorer, {"steps": 1}),
    "a ball that hops about": (GrinsExplorer, {"eta": 10.0}),
    "a ball on stairs": (StaircaseExplorer, {"eta": 10.0}),
    "the best threshold": (UnitsExplorer, {"threshold": "best"}),
    "a velocity that is gone": (LineExplorer, {"model": "standardized"}),
}


@cache
def shown(case):
    """What is said, and where everything is in whole pixels, at all takes and some frames."""
    kind, state = CASES[case]
    stage = kind(**state).stage
    frames = sorted({*range(0, stage.frames, 7), stage.frames - 1})
    said = [[stage.sentence(take, frame) for frame in frames] for take in range(stage.takes)]
    places = []
    for artist in stage.moving:
        points = stage.tracks[artist].points
        pixels = artist.get_transform().transform(points.reshape(-1, 2)).reshape(points.shape)
        seen = np.where(np.abs(pixels) < 3000, pixels, np.nan)  # the rest is out of sight
        places.append(seen[:, [f for f in frames if f < seen.shape[1]]].tolist())
    return {"said": said, "places": places}


@pytest.fixture(scope="module", params=list(PROCESSORS))
def elsewhere(request):
    """What all cases show on another processor."""
    if missing := lacks(request.param):
        pytest.skip(f"this processor cannot play it without {missing}")
    command = [sys.executable, __file__]
    done = subprocess.run(
        command, env=environment(request.param), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", CASES)
def test_shows_the_same_on_every_processor(case, elsewhere):
    here, there = shown(case), elsewhere[case]
    assert here["said"] == there["said"]
    for one, other in zip(here["places"], there["places"], strict=True):
        np.testing.assert_allclose(np.array(one, float), np.array(other, float), atol=0.05)


def test_the_lowest_place_has_no_downhill():
    explorer = CloudExplorer()
    explorer.set(theta=tuple(explorer.model.optimum))
    for artist in (explorer.picture.downhill, explorer.picture.border):
        assert np.isnan(explorer.stage.tracks[artist].points).all()
    assert "whoever takes a step from here goes uphill" in explorer.sentence


if __name__ == "__main__":
    print(json.dumps({case: shown(case) for case in CASES}))
