"""Files that are named by what is in them: pictures, tables of numbers, descriptions."""

import gzip
import hashlib
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

QUICK = 4  # of WebP's efforts, for what a page may never show
PARTS = 16  # of a CSS pixel: finer than a screen can show
GONE = -(2**15)  # stands for what is not finite; next to it, what is larger than
LARGE = 1e5  # from there on a number is read out in powers of ten


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

    def sheet(self, raw, first=True):
        """Keep a still sheet; None if there is nothing on it.

        What a page shows first is made as small as WebP can; that takes five times as long.
        """
        effort = self.effort if first else min(self.effort, QUICK)
        return self._once(raw, lambda: self.keep(smallest(raw, effort), "webp"))

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

    Positions become sixteenths of a pixel, and numbers that are read out what is read of them; each
    is told by its difference from the one before, along the axis where that takes the fewest bytes.
    Of numbers with several bytes the first bytes stand first, then the second ones.
    """
    parts, bodies, pers = [], [], units(scene)
    for ref in tables(scene):
        kind = {"f4": np.float32, "u1": np.uint8}[ref["type"]]
        table = np.frombuffer(data, kind, int(np.prod(ref["shape"])), ref["offset"])
        table = table.reshape(ref["shape"])
        part = {"offset": ref["offset"], "shape": ref["shape"]}
        per = pers.get(ref["offset"]) if kind is np.float32 else None
        if per is None:
            part, body = part | {"width": table.itemsize}, planes(table)
        else:
            whole, loose = wholes(table, per)
            along, body = shortest(whole)
            part |= {"width": whole.itemsize, "per": per, "along": along, "loose": len(loose)}
            body += loose.tobytes()
        parts.append(part)
        bodies.append(body)
    head = json.dumps({"length": len(data), "parts": parts}, separators=(",", ":")).encode()
    return gzip.compress(struct.pack("<I", len(head)) + head + b"".join(bodies), 9, mtime=0)


def units(scene):
    """Return, by offset, how many parts of 1 are told of the numbers in a table; None for all."""
    told = {}
    for layer in (*scene["layers"], *scene["handles"]):
        told.setdefault(layer["tracks"]["points"]["offset"], set()).add(PARTS)
    readout = scene["readout"]
    for name, ref in readout["values"].items():
        told.setdefault(ref["offset"], set()).add(10 ** readout["digits"][name])
    return {offset: pers.pop() if len(pers) == 1 else None for offset, pers in told.items()}


def wholes(table, per):
    """Return numbers as whole parts, halves away from 0 as they are read out; and the large ones.

    What is not finite is GONE, and what is large stands where LOOSE is.
    """
    table = table.astype(float)
    finite = np.isfinite(table)
    loose = finite & (np.abs(table) >= min(LARGE, 2**30 / per))
    plain = np.where(finite & ~loose, table, 0)
    whole = np.trunc(plain * per + np.copysign(0.5, plain)).astype(np.int32)
    small = np.abs(whole).max(initial=0) < -GONE - 1
    gone, kind = (GONE, np.int16) if small else (2**16 * GONE, np.int32)
    whole[~finite], whole[loose] = gone, gone + 1
    return whole.astype(kind), table[loose].astype(np.float32)


def shortest(whole):
    """Return the axis along which differences take the fewest bytes, and the bytes."""
    made = []
    for along in [axis for axis, size in enumerate(whole.shape) if size > 1] or [0]:
        before = np.zeros_like(whole.take([0], along))
        with np.errstate(over="ignore"):  # beyond its bits it comes round again
            made.append((along, planes(np.diff(whole, axis=along, prepend=before))))
    return min(made, key=lambda each: len(zlib.compress(each[1], 1)))


def planes(table):
    """Return the first bytes of all numbers, then the second ones, and so on."""
    return table.reshape(-1).view(np.uint8).reshape(-1, table.itemsize).T.tobytes()
