"""Feature maps: from raw scores to the design matrix X that a model multiplies with.

Scores and weights are finite numbers. What is not as described raises ``TypeError`` or
``ValueError``; the message names the argument.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class FeatureMap:
    r"""Shift and scale each score, and put x_0 = 1 in front.

    x_0 = 1,  x_d = (score_d - shift_d) / scale_d

    With x_0 = 1 the bias w_0 is a weight like the others and the unit is wᵀx; the slides never
    say so (erratum 40). Without bias the decision line goes through the point ``shift``.

    Parameters
    ----------
    shift : tuple of float
        What is subtracted from each of the F scores.
    scale : tuple of float
        What each is divided by; positive.
    bias : bool
        Whether X begins with the column x_0 = 1.

    Examples
    --------
    >>> raw(1)([[0.5], [3.5]]).tolist()
    [[1.0, 0.5], [1.0, 3.5]]

    Source: S11.3, S11.6 (slides 24, 25), S7 (units).
    """

    shift: tuple[float, ...]
    scale: tuple[float, ...]
    bias: bool = True

    def __post_init__(self):
        shift = checks.numbers("shift", self.shift, ndim=1)
        scale = checks.positive("scale", self.scale, ndim=1)
        if len(shift) != len(scale) or not len(shift):
            raise ValueError(f"scale must have one entry per shift, got {self.scale}")
        checks.flag("bias", self.bias)
        object.__setattr__(self, "shift", tuple(shift.tolist()))
        object.__setattr__(self, "scale", tuple(scale.tolist()))

    def __call__(self, features):
        """Map raw scores to rows of X.

        Parameters
        ----------
        features : array_like, shape (..., F)
            Raw scores; for one score per face that is a column, shape (N, 1).

        Returns
        -------
        ndarray, shape (..., F + 1), or (..., F) without bias
        """
        features = checks.points("features", features, len(self.shift), finite=True)
        x = (features - self.shift) / self.scale
        return np.concatenate([np.ones_like(x[..., :1]), x], axis=-1) if self.bias else x

    def to_raw(self, theta):
        """Give the weights that make the same line from the raw scores.

        Parameters
        ----------
        theta : array_like, shape (..., D)
            Weights for the rows of X.

        Returns
        -------
        ndarray, shape (..., F + 1)
            Weights (w_0, w_1 … w_F) with y_hat = w_0 + Σ w_d score_d.
        """
        theta = checks.points("theta", theta, len(self.shift) + self.bias, finite=True)
        slopes = (theta[..., 1:] if self.bias else theta) / self.scale
        w_0 = theta[..., :1] if self.bias else 0.0
        w_0 = w_0 - (slopes * self.shift).sum(axis=-1, keepdims=True)
        return np.concatenate([w_0, slopes], axis=-1)

    def from_raw(self, weights):
        """Give the theta that makes the line of ``weights``; the inverse of ``to_raw``.

        Parameters
        ----------
        weights : array_like, shape (..., F + 1)
            Weights (w_0, w_1 … w_F) for the raw scores. Without bias w_0 has no say: the line
            keeps its direction and is moved to go through the point ``shift``.

        Returns
        -------
        ndarray, shape (..., D)
        """
        weights = checks.points("weights", weights, len(self.shift) + 1, finite=True)
        slopes = weights[..., 1:]
        if not self.bias:
            return slopes * self.scale
        w_0 = weights[..., :1] + (slopes * self.shift).sum(axis=-1, keepdims=True)
        return np.concatenate([w_0, slopes * self.scale], axis=-1)


def raw(n_features=1, bias=True):
    """Take the scores as they are.

    Parameters
    ----------
    n_features : int
        F, the number of scores per face.
    bias : bool
        Whether X begins with x_0 = 1.

    Returns
    -------
    FeatureMap

    Source: S11.6 (slide 25).
    """
    F = checks.count("n_features", n_features)
    return FeatureMap((0.0,) * F, (1.0,) * F, bias)


def centred(n_features=1, neutral=2.0, bias=True):
    """Measure every score from the neutral point of its scale: x_d = score_d - neutral.

    Parameters
    ----------
    n_features : int
        F, the number of scores per face.
    neutral : float
        The neutral score; 2 on the scale from 0 to 4.
    bias : bool
        Whether X begins with x_0 = 1. Without it the decision line is tied to the neutral face.

    Returns
    -------
    FeatureMap

    Source: S7 (slide 15), E11.3.
    """
    F = checks.count("n_features", n_features)
    neutral = float(checks.numbers("neutral", neutral, ndim=0))
    return FeatureMap((neutral,) * F, (1.0,) * F, bias)


def standardized(features, bias=True):
    """Measure every score in standard deviations from its mean: x_d = (score_d - mean) / std.

    Mean and standard deviation (divided by N, not N - 1) are those of the features given here,
    the training data. Use the map that comes back for validation and test data as it is.

    Parameters
    ----------
    features : array_like, shape (N, F)
        Raw scores of the training data, which vary in every column.
    bias : bool
        Whether X begins with x_0 = 1.

    Returns
    -------
    FeatureMap

    Source: S7 (slide 15), E7.3.
    """
    features = checks.numbers("features", features, ndim=2)
    if not len(features):
        raise ValueError(f"features must have at least one row, got shape {features.shape}")
    spread = features.std(axis=0)
    if (features == features[:1]).all(axis=0).any():
        raise ValueError(f"features must vary in every column, got standard deviations {spread}")
    return FeatureMap(tuple(features.mean(axis=0)), tuple(spread), bias)
