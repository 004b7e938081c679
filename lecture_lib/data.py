"""The drawn faces: scores that say how a face looks, labels that say what the person said."""

import csv
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from lecture_lib import checks

NAMES = ("train", "val", "test", "upside_down", "moods", "grins")


@dataclass(frozen=True, eq=False)
class Faces:
    """N faces, each described by F scores and a label.

    Parameters
    ----------
    name : str
        The name of the data set.
    features : ndarray, shape (N, F)
        The scores. Cannot be written to.
    labels : ndarray, shape (N,)
        +1.0 happy, -1.0 sad; the names of the moods in the data set "moods".
    columns : tuple of str
        What the F scores are.

    Source: S11.5 (slide 25).
    """

    name: str
    features: np.ndarray
    labels: np.ndarray
    columns: tuple[str, ...]

    def __len__(self):
        return len(self.labels)

    @property
    def mouth(self):
        """Mouth score of each face, shape (N,): 0 deep frown, 2 straight, 4 grin."""
        return self.scores("mouth")[:, 0]

    @property
    def brow(self):
        """Brow score of each face, shape (N,): 0 worried, 2 level, 4 raised."""
        return self.scores("brow")[:, 0]

    def scores(self, *columns):
        """Pick scores by name, in the order asked for.

        Parameters
        ----------
        *columns : str
            Names out of ``self.columns``.

        Returns
        -------
        ndarray, shape (N, len(columns))

        Raises
        ------
        ValueError
            If no name is given, or one that the data set does not have.

        Examples
        --------
        >>> load_faces("train").scores("brow", "mouth")[0].tolist()
        [1.16, 0.53]
        """
        unknown = [column for column in columns if column not in self.columns]
        if unknown or not columns:
            wanted = unknown[0] if unknown else "none"
            raise ValueError(
                f"columns of the {self.name!r} faces must be out of {self.columns}, got {wanted!r}"
            )
        return self.features[:, [self.columns.index(column) for column in columns]]


def load_faces(name="train"):
    """Load one of the six sets of faces.

    "train" (40 faces), "val" (40) and "test" (400) have scores mouth and brow on a scale from 0
    to 4, 2 being neutral. "grins" (24) has mouth alone, "upside_down" (48) has mouth_bend and
    eyes_above_mouth around 0, "moods" (60) has mouth_bend, brow_raise and four moods as labels.

    Parameters
    ----------
    name : str
        One of the names above.

    Returns
    -------
    Faces

    Raises
    ------
    ValueError
        If there is no such data set.

    Examples
    --------
    >>> faces = load_faces("train")
    >>> len(faces), faces.columns
    (40, ('mouth', 'brow'))

    Source: S11.5 (slide 25).
    """
    checks.one_of("name", name, NAMES)
    text = files("lecture_lib").joinpath("faces", f"faces_{name}.csv").read_text("utf-8")
    head, *rows = csv.reader(text.splitlines())
    features = np.array([row[:-1] for row in rows], dtype=float)
    labels = np.array([row[-1] for row in rows], dtype=str if head[-1] == "mood" else float)
    features.flags.writeable = labels.flags.writeable = False
    return Faces(name, features, labels, tuple(head[:-1]))
