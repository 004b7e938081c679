"""Compute what takes too long while a page waits, and store it in the package.

``python tools/outcomes.py`` writes three files in `lecture_lib/experiments/outcomes`, on networks
that learn the upside-down faces: `scales.csv` says what becomes of fifty 2-3-1 networks for each of
eight scales of the random start weights, `sizes.csv` what becomes of two hundred networks of each
of five sizes, with momentum and without, and `mixtures.csv` what becomes of two hundred with each
activation and loss. It takes some minutes. `tests/explorers` computes parts of them again.
"""

import csv
from itertools import product
from pathlib import Path

from lecture_lib.experiments.mixture import ACTIVATIONS, LOSSES, mixture_outcomes
from lecture_lib.experiments.upside_down import outcomes, size_outcomes

FOLDER = Path(__file__).resolve().parents[1] / "lecture_lib" / "experiments" / "outcomes"
FILE, SIZES_FILE, MIXTURES_FILE = (
    FOLDER / f"{name}.csv" for name in ("scales", "sizes", "mixtures")
)
SCALES = (0.01, 0.1, 0.3, 1.0, 2.0, 5.0, 10.0, 20.0)
SEEDS, MANY = range(50), range(200)
SIZES, MOMENTA = (1, 2, 3, 4, 8), (0.0, 0.9)


def main():
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    _write(FILE, ("solved_after", "loss"), SEEDS, outcomes, scale=SCALES)
    settings = {"hidden": SIZES, "momentum": MOMENTA}
    _write(SIZES_FILE, ("solved_after", "loss"), MANY, size_outcomes, **settings)
    settings = {"activation": ACTIVATIONS, "loss": LOSSES}
    _write(MIXTURES_FILE, ("mistakes", "dead"), MANY, mixture_outcomes, **settings)


def _write(path, columns, seeds, train, **settings):
    """Train from all seeds in each setting, and write a row for each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow((*settings, "seed", *columns))
        for setting in product(*settings.values()):
            for seed, first, second in zip(seeds, *train(*setting, seeds), strict=True):
                last = f"{second:.6f}" if columns[1] == "loss" else second
                rows.writerow((*setting, seed, first, last))


if __name__ == "__main__":
    main()
