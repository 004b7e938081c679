"""What differs between a stored notebook and the same notebook executed again."""

import base64
import io
from pathlib import Path

import matplotlib.image
import nbformat
import numpy as np

STALE = Path(__file__).resolve().parents[1] / ".stale"


def differences(fresh: str, stored: str, name: str, folder: Path = STALE) -> list[str]:
    """In which cells a notebook differs from what is stored, and how; nothing if it does not.

    Of pictures that differ, the stored and the fresh one are left side by side in the folder.
    """
    if fresh == stored:
        return []
    new, old = (
        {cell.id: cell for cell in nbformat.reads(text, as_version=4).cells}
        for text in (fresh, stored)
    )
    found = [f"{name}[{cell}]: {kind}" for cell in new for kind in _kinds(new, old, cell)]
    for number, (cell, one, other) in enumerate(_differing_pictures(new, old), start=1):
        folder.mkdir(exist_ok=True)
        path = folder / f"{Path(name).stem}.{cell}.{number}.png"
        matplotlib.image.imsave(path, side_by_side(_picture(other), _picture(one)))
        share = share_that_differs(one, other)
        found.append(f"{name}[{cell}]: picture, {share:.2%} of its values; see {path}")
    return found or [f"{name}: what no reader sees (metadata, order or number of cells)"]


def side_by_side(stored: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """Two pictures on one sheet, the stored one on the left."""
    height, between = max(len(stored), len(fresh)), 12
    sheet = np.full((height, stored.shape[1] + between + fresh.shape[1], 4), 0.5)
    sheet[: len(stored), : stored.shape[1]] = stored
    sheet[: len(fresh), -fresh.shape[1] :] = fresh
    return sheet


def alike(first: str, second: str) -> bool:
    """Whether two base64 PNGs differ clearly in at most one of ten thousand values.

    Other processors make a difference in two of a hundred thousand at most; a curve that ends
    earlier, of seven in ten thousand.
    """
    return first == second or share_that_differs(first, second) <= 1e-4


def share_that_differs(first: str, second: str) -> float:
    """Of two base64 PNGs, the share of values that differ clearly; 1 if their sizes do."""
    one, other = _picture(first), _picture(second)
    return float(np.mean(np.abs(one - other) > 0.25)) if one.shape == other.shape else 1.0


def _picture(encoded: str) -> np.ndarray:
    picture = matplotlib.image.imread(io.BytesIO(base64.b64decode(encoded)))
    opaque = np.ones((*picture.shape[:2], 4 - picture.shape[2]))
    return np.concatenate([picture, opaque], axis=-1)


def _kinds(new, old, name) -> list[str]:
    """How the sources and the texts of a cell differ."""
    if name not in old:
        return ["is not stored"]
    one, other = _texts(new[name]), _texts(old[name])
    kinds = ["source"] if new[name].source != old[name].source else []
    if len(one) != len(other):
        return [*kinds, f"{len(one)} outputs, stored are {len(other)}"]
    pairs = [pair for pair in zip(other, one, strict=True) if pair[0] != pair[1]]
    return kinds + [f"text\n  stored: {before}\n  fresh:  {after}" for before, after in pairs]


def _texts(cell) -> list[str]:
    """What a cell puts out, but for its pictures."""
    outputs = nbformat.from_dict(cell.get("outputs", []))
    for output in outputs:
        output.get("data", {}).pop("image/png", None)
    return [
        str(output.get("text") or output.get("data") or dict(output)).strip() for output in outputs
    ]


def _differing_pictures(new, old):
    """Yield (cell, fresh, stored) for pictures that have changed, as base64 PNGs."""
    for name in filter(old.__contains__, new):
        outputs = [cell.get("outputs", []) for cell in (new[name], old[name])]
        for pair in zip(*outputs, strict=False):
            pictures = [output.get("data", {}).get("image/png") for output in pair]
            if all(pictures) and pictures[0] != pictures[1]:
                yield name, *pictures
