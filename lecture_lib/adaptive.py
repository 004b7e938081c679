"""Adaptive optimizers: each parameter gets a learning rate of its own.

A gradient is divided by the size that it had so far. So a loss ten times as large has the same
path (but for ε), and η is a length in the units of theta. The three differ in what they remember.

``init``, ``step`` and what is refused are as in `optimizers`: ``TypeError``, ``ValueError``.
Learning rates may be arrays, which broadcast against theta.
"""

from dataclasses import dataclass

import numpy as np

from lecture_lib import checks


@dataclass(frozen=True)
class AdaGrad:
    """AdaGrad: G(t+1) = G(t) + g², theta(t+1) = theta(t) - η g / (√G(t+1) + ε), with g = ∇L.

    It remembers everything, so the rate η / √G can only become smaller. G(0) = 0, and all
    operations are per parameter.

    Parameters
    ----------
    eta : float or array_like
        Learning rate η, positive. An array must broadcast against theta.
    epsilon : float
        ε, positive: where all gradients were 0 there is still no division by 0.

    Examples
    --------
    >>> theta, G = AdaGrad(eta=0.5).step(np.zeros(2), np.array([3.0, -100.0]), np.zeros(2))
    >>> theta.round(6).tolist(), G.tolist()
    ([-0.5, 0.5], [9.0, 10000.0])

    Source: S8.7 (slide 17); Duchi, Hazan & Singer 2011.
    """

    eta: float | np.ndarray
    epsilon: float = 1e-8

    def __post_init__(self):
        object.__setattr__(self, "eta", checks.positive("eta", self.eta))
        object.__setattr__(self, "epsilon", checks.positive("epsilon", self.epsilon, ndim=0))

    def init(self, theta):
        """Give the first sum of squares, G(0) = 0."""
        return np.zeros_like(theta)

    def step(self, theta, gradient, state):
        """Add the new square, then go downhill with what is left of the learning rate."""
        G = state + np.square(gradient, dtype=float)
        return theta - self.eta * gradient / (np.sqrt(G) + self.epsilon), G


@dataclass(frozen=True)
class RMSProp:
    """RMSProp: G(t+1) = ρ G(t) + (1 - ρ) g², theta(t+1) = theta(t) - η g / (√G(t+1) + ε).

    AdaGrad that forgets: G is a mean over about the last 1 / (1 - ρ) squares. G(0) = 0, which makes
    the first step as long as η / √(1 - ρ).

    Parameters
    ----------
    eta : float or array_like
        Learning rate η, positive. An array must broadcast against theta.
    rho : float or array_like
        What is kept of G, at least 0 and below 1. PyTorch calls it alpha, and has 0.99.
    epsilon : float
        ε, positive.

    Examples
    --------
    >>> theta, G = RMSProp(eta=0.1, rho=0.75).step(np.zeros(1), np.array([4.0]), np.zeros(1))
    >>> theta.round(6).tolist(), G.tolist()
    ([-0.2], [4.0])

    Source: S8.7 (slide 17); Tieleman & Hinton 2012.
    """

    eta: float | np.ndarray
    rho: float | np.ndarray = 0.9
    epsilon: float = 1e-8

    def __post_init__(self):
        object.__setattr__(self, "eta", checks.positive("eta", self.eta))
        object.__setattr__(self, "rho", checks.fraction("rho", self.rho))
        object.__setattr__(self, "epsilon", checks.positive("epsilon", self.epsilon, ndim=0))

    def init(self, theta):
        """Give the first mean of squares, G(0) = 0."""
        return np.zeros_like(theta)

    def step(self, theta, gradient, state):
        """Take the new square into the mean, then go downhill."""
        G = self.rho * state + (1 - self.rho) * np.square(gradient, dtype=float)
        return theta - self.eta * gradient / (np.sqrt(G) + self.epsilon), G


@dataclass(frozen=True, eq=False)
class Moments:
    """What Adam remembers.

    Parameters
    ----------
    M : ndarray, shape (..., D)
        Decaying mean of the gradients.
    G : ndarray, shape (..., D)
        Decaying mean of their squares.
    t : int
        How many gradients there were.

    Source: S8.7 (slide 17); Kingma & Ba 2015.
    """

    M: np.ndarray
    G: np.ndarray
    t: int


@dataclass(frozen=True)
class Adam:
    """Adam, "adaptive moment estimation": RMSProp with momentum, and both means set right.

    M(t+1) = β₁ M(t) + (1 - β₁) g,  G(t+1) = β₂ G(t) + (1 - β₂) g²

    theta(t+1) = theta(t) - η M̂ / (√Ĝ + ε),  M̂ = M(t+1) / (1 - β₁^(t+1)),  Ĝ likewise

    Both means begin at 0 and are too small at first; dividing by 1 - β^(t+1) makes up for that.
    So the first step is -η sign(g), however large the gradient (up to 1e154).

    Parameters
    ----------
    eta : float or array_like
        Learning rate η, positive. An array must broadcast against theta.
    beta1 : float or array_like
        What is kept of M, at least 0 and below 1.
    beta2 : float or array_like
        What is kept of G, at least 0 and below 1.
    epsilon : float
        ε, positive.

    Examples
    --------
    >>> adam, theta = Adam(eta=0.1), np.zeros(2)
    >>> adam.step(theta, np.array([3.0, -0.001]), adam.init(theta))[0].round(5).tolist()
    [-0.1, 0.1]

    Source: S8.7 (slide 17), erratum 33; Kingma & Ba 2015.
    """

    eta: float | np.ndarray
    beta1: float | np.ndarray = 0.9
    beta2: float | np.ndarray = 0.999
    epsilon: float = 1e-8

    def __post_init__(self):
        object.__setattr__(self, "eta", checks.positive("eta", self.eta))
        object.__setattr__(self, "beta1", checks.fraction("beta1", self.beta1))
        object.__setattr__(self, "beta2", checks.fraction("beta2", self.beta2))
        object.__setattr__(self, "epsilon", checks.positive("epsilon", self.epsilon, ndim=0))

    def init(self, theta):
        """Give the first means, both 0, and t = 0."""
        return Moments(np.zeros_like(theta), np.zeros_like(theta), 0)

    def step(self, theta, gradient, state):
        """Update both means, set them right, then go downhill."""
        M = self.beta1 * state.M + (1 - self.beta1) * gradient
        G = self.beta2 * state.G + (1 - self.beta2) * np.square(gradient, dtype=float)
        t = state.t + 1
        M_hat, G_hat = M / (1 - self.beta1**t), G / (1 - self.beta2**t)
        return theta - self.eta * M_hat / (np.sqrt(G_hat) + self.epsilon), Moments(M, G, t)
