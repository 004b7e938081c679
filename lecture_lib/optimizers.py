"""Optimizers: what to do with a gradient.

An optimizer is a value with two pure methods. ``init(theta)`` gives its first state and
``step(theta, gradient, state)`` the next theta and state; neither changes what it is given, so a
path can be stored and replayed. One that wants the gradient measured elsewhere than at theta has a
third method, ``look(theta, state)``, that says where. Numbers out of their range raise
``ValueError``, what is no number ``TypeError``.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class GradientDescent:
    """Gradient descent: theta(t+1) = theta(t) - η ∇L(theta(t)).

    Parameters
    ----------
    eta : float or array_like
        Learning rate η, positive. An array must broadcast against theta: shape (T, 1) lets T
        learning rates descend side by side.

    Examples
    --------
    >>> GradientDescent(eta=0.5).step(np.array([1.0, 2.0]), np.array([2.0, -2.0]), None)[0].tolist()
    [0.0, 3.0]

    Source: S3.6 (slide 8).
    """

    eta: float | np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "eta", checks.positive("eta", self.eta))

    def init(self, theta):
        """Give the first state: none, as plain descent remembers nothing."""
        return None

    def step(self, theta, gradient, state):
        """Go downhill."""
        return theta - self.eta * gradient, state


@dataclass(frozen=True)
class Momentum:
    """Momentum (heavy ball): V(t+1) = m V(t) - η ∇L(theta(t)), theta(t+1) = theta(t) + V(t+1).

    V(0) = 0, which the slide leaves open. A gradient that stays the same is in the end followed
    with η / (1 - m). PyTorch keeps B = m B + ∇L and subtracts η B: the same path as long as η is
    constant, another one if it changes on the way (erratum 32).

    Parameters
    ----------
    eta : float or array_like
        Learning rate η, positive. An array must broadcast against theta.
    m : float or array_like
        Momentum, at least 0 and below 1; 0 is plain gradient descent.

    Source: S8.1-S8.4 (slide 16); Polyak 1964.
    """

    eta: float | np.ndarray
    m: float | np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "eta", checks.positive("eta", self.eta))
        object.__setattr__(self, "m", checks.fraction("m", self.m))

    def init(self, theta):
        """Give the first velocity, V(0) = 0."""
        return np.zeros_like(theta)

    def step(self, theta, gradient, state):
        """Update the velocity, then move by it."""
        V = self.m * state - self.eta * gradient
        return theta + V, V


@dataclass(frozen=True)
class Nesterov(Momentum):
    """Nesterov's momentum: V(t+1) = m V(t) - η ∇L(theta(t) + m V(t)), then theta moves by V(t+1).

    The velocity carries us on anyway; so the gradient is measured where it will have carried us.
    PyTorch and others keep that point, theta + m V, as their theta: the same descent, seen from
    m V ahead.

    Parameters
    ----------
    eta : float or array_like
        Learning rate η, positive. An array must broadcast against theta.
    m : float or array_like
        Momentum, at least 0 and below 1; 0 is plain gradient descent.

    Source: S8.7 (slide 17); Nesterov 1983; in this form Sutskever et al. 2013.
    """

    def look(self, theta, state):
        """Say where the gradient is to be measured: theta + m V."""
        return theta + self.m * state


def looks_at(optimizer, theta, state):
    """Where an optimizer wants the gradient measured: at theta, unless it looks elsewhere.

    Parameters
    ----------
    optimizer : GradientDescent, Nesterov or alike
        Has a method ``look`` if it looks elsewhere.
    theta : ndarray, shape (..., D)
        Where we are.
    state : object
        The optimizer's state.

    Returns
    -------
    ndarray, shape (..., D)

    Examples
    --------
    >>> looks_at(Nesterov(eta=0.1, m=0.5), np.zeros(1), np.ones(1)).tolist()
    [0.5]

    Source: S8.7 (slide 17).
    """
    return optimizer.look(theta, state) if hasattr(optimizer, "look") else theta
