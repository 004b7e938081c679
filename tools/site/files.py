"""Files that are named by what is in them: pictures, tables of numbers, descriptions."""

import gzip
import hashlib
import io
import json
import struct
from pathlib import Path

import numpy as np
from PIL import Image

PARTS = 16  # of a CSS pixel: finer than a screen can show
GONE = -(2**15)  # stands for NaN
FARTHEST = (2**15 - 1) / PARTS


class Files:
    """A folder of files, each written once.

    Parameters
    ----------
    folder : Path
    effort : int
        How hard WebP tries, 0 to 6.
    """

    def __init__(self, folder, effort=6):
        self.folder, self.effort = Path(folder), effort
        self.folder.mkdir(parents=True, exist_ok=True)
        self.made = {}

    def keep(self, raw, suffix):
        """Write bytes, unless they are there; return the file's name."""
        name = f"{hashlib.sha256(raw).hexdigest()[:16]}.{suffix}"
        path = self.folder / name
        if not path.exists():
            path.write_bytes(raw)
        return name

    def describe(self, value):
        """Keep what JSON can say."""
        return self.keep(json.dumps(value, separators=(",", ":")).encode(), "json")

    def sheet(self, raw):
        """Keep a still sheet as small as WebP can make it; None if there is nothing on it."""
        return self._once(raw, lambda: self.keep(smallest(raw, self.effort), "webp"))

    def takes(self, scene, data):
        """Keep the buffer to which a scene refers."""
        key = json.dumps(tables(scene), sort_keys=True).encode() + data
        return self._once(key, lambda: self.keep(squeezed(scene, data), "bin"))

    def _once(self, raw, make):
        key = hashlib.sha256(raw).digest()
        if raw and key not in self.made:
            self.made[key] = make()
        return self.made.get(key)


def smallest(raw, effort):
    """Return a WebP picture of the same pixels, in fewer bytes."""
    out = io.BytesIO()
    Image.open(io.BytesIO(raw)).save(out, "webp", lossless=True, quality=100, method=effort)
    return min(out.getvalue(), raw, key=len)


def tables(scene):
    """Return the tables that a scene refers to, as they lie in its buffer."""
    layers = [*scene["layers"], *scene["handles"]]
    refs = [ref for layer in layers for ref in layer["tracks"].values()]
    refs += scene["readout"]["values"].values()
    return sorted({ref["offset"]: ref for ref in refs}.values(), key=lambda ref: ref["offset"])


def squeezed(scene, data):
    """Return a buffer in fewer bytes: `stage/unpack.js` makes it again.

    Positions become sixteenths of a pixel, as differences from frame to frame (or from point to
    point, where there is one frame). Of numbers with several bytes the first bytes stand first,
    then the second ones. What is read out, and what lies far off, stays as it is.
    """
    points = {
        layer["tracks"]["points"]["offset"] for layer in (*scene["layers"], *scene["handles"])
    }
    parts, bodies = [], []
    for ref in tables(scene):
        kind = {"f4": np.float32, "u1": np.uint8}[ref["type"]]
        table = np.frombuffer(data, kind, int(np.prod(ref["shape"])), ref["offset"])
        table = table.reshape(ref["shape"])
        steps = differences(table) if ref["offset"] in points and kind is np.float32 else None
        body = table if steps is None else steps
        part = {"offset": ref["offset"], "shape": ref["shape"], "width": body.itemsize}
        parts.append(part | {"steps": steps is not None})
        bodies.append(body.reshape(-1).view(np.uint8).reshape(-1, body.itemsize).T.tobytes())
    head = json.dumps({"length": len(data), "parts": parts}, separators=(",", ":")).encode()
    return gzip.compress(struct.pack("<I", len(head)) + head + b"".join(bodies), 9, mtime=0)


def differences(table):
    """Return positions (takes, frames, points, 2) as differences of sixteenths; None if far off."""
    away = np.abs(np.nan_to_num(table, posinf=np.inf, neginf=np.inf))
    if (away > FARTHEST).any():
        return None
    whole = np.where(np.isnan(table), GONE, np.round(table.astype(float) * PARTS)).astype(np.int16)
    along = 1 if table.shape[1] > 1 else 2
    before = np.zeros_like(whole.take([0], along))
    return np.diff(whole, axis=along, prepend=before)  # beyond 16 bits it comes round again
