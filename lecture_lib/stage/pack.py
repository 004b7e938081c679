"""What a stage sends: positions in CSS pixels, and many tables in one buffer."""

import numpy as np

FAR = 1e6  # CSS pixels; what lies further off is drawn from here, in the same direction
MOST = 8 * 2**20  # bytes; a larger message freezes the page


def in_pixels(transform, points, size):
    """Return points (…, 2) in CSS pixels, y down, in a figure of this size; NaN what is not finite.

    The transform is from the points' coordinates to the figure's pixels.
    """
    with np.errstate(all="ignore"):
        xy = transform.transform(np.reshape(points, (-1, 2)).astype(float))
        xy[:, 1] = size[1] - xy[:, 1]
        away = xy - size / 2
        if (np.abs(away) > FAR).any():
            beyond = np.maximum(*np.abs(away).T) / FAR
            xy = size / 2 + away / np.maximum(beyond, 1)[:, None]
    return xy.reshape(np.shape(points))


class Pack:
    """One buffer for many tables; the same bytes are kept once."""

    def __init__(self):
        self.parts, self.length, self.seen = [], 0, {}

    def add(self, table):
        """Add a table as uint8 or float32; return where it lies."""
        table = np.asarray(table)
        with np.errstate(over="ignore", under="ignore"):  # beyond float32 is infinite, or 0
            table = np.ascontiguousarray(table, None if table.dtype == np.uint8 else np.float32)
        raw = table.tobytes()
        if raw not in self.seen:
            self.seen[raw] = self.length
            self.parts.append(raw + b"\0" * (-len(raw) % 4))  # every table starts aligned
            self.length += len(self.parts[-1])
        kind = table.dtype.str[1:]
        return {"type": kind, "shape": list(table.shape), "offset": self.seen[raw]}

    def bytes(self):
        """Return the buffer; ``ValueError`` if it is larger than 8 MiB."""
        if self.length > MOST:
            raise ValueError(f"the data must take at most {MOST} bytes, they take {self.length}")
        return b"".join(self.parts)
