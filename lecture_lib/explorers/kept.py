"""The pictures that an explorer has shown last: to draw one takes a fifth of a second."""

MOST = 4  # pictures; each holds two or three megabytes


class Kept:
    """Make a picture, or take it from those that were shown last.

    Parameters
    ----------
    make : callable
        `make(*key)` returns a Picture, whose still parts depend on nothing else.
    """

    def __init__(self, make):
        self.make, self.pictures = make, {}  # the one shown last is the last

    def __call__(self, *key):
        """Return the picture of a key."""
        picture = self.pictures.pop(key, None) or self.make(*key)
        self.pictures[key] = picture
        if len(self.pictures) > MOST:
            del self.pictures[next(iter(self.pictures))]
        return picture
