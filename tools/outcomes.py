"""Compute what takes too long while a page waits, and store it in the package.

``python tools/outcomes.py`` writes `lecture_lib/experiments/outcomes/scales.csv`: what becomes of
fifty 2-3-1 networks on the upside-down faces for each of eight scales of the random start weights.
It takes about a quarter of a minute. `tests/explorers/test_initialization.py` computes a part of it
again.
"""

import csv
from pathlib import Path

from lecture_lib.experiments.upside_down import outcomes

FILE = (
    Path(__file__).resolve().parents[1] / "lecture_lib" / "experiments" / "outcomes" / "scales.csv"
)
SCALES = (0.01, 0.1, 0.3, 1.0, 2.0, 5.0, 10.0, 20.0)
SEEDS = range(50)


def main():
    """Write the file."""
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("scale", "seed", "solved_after", "loss"))
        for scale in SCALES:
            for seed, after, loss in zip(SEEDS, *outcomes(scale, SEEDS), strict=True):
                rows.writerow((scale, seed, after, f"{loss:.6f}"))


if __name__ == "__main__":
    main()
