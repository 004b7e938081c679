"""X7: critical_eta(X)."""

import numpy as np


def by_eigenvalues(X):
    return 2 / np.linalg.eigvalsh(X.T @ X / len(X)).max()


def by_singular_value(X):
    return 2 * len(X) / np.linalg.norm(X, 2) ** 2


def by_the_other_product(X):
    N, _ = X.shape
    values = np.linalg.eigvals(X @ X.T / N)
    return 2 / max(values.real)


def by_power_iteration(X):
    w = np.ones(X.shape[1]) + np.arange(X.shape[1])
    for _ in range(500):
        w = X.T @ (X @ w)
        w /= np.linalg.norm(w)
    return np.array(2 / np.mean((X @ w) ** 2))


def by_examples(X):
    H = sum(np.outer(x, x) for x in X) / len(X)
    return float(2.0 / np.sort(np.linalg.eigh(H)[0])[-1])


RIGHT = (by_eigenvalues, by_singular_value, by_the_other_product, by_power_iteration, by_examples)
PRAISED = "For the faces it is 0.33649, and with one mouth typed as 40 instead of 4.0 only 0.04451"
SOLUTION = r"2\s*/\s*(λ|lambda)_?max|2\s*(\.0)?\s*/\s*(max|np\.)|X\.T\s*@\s*X|XᵀX"


def curvature(X):
    return 2 / by_eigenvalues(X)


def largest_of_the_covariance(X):
    return 2 / np.linalg.eigvalsh(np.atleast_2d(np.cov(X.T))).max()


def largest_of_the_centred(X):
    return by_eigenvalues(X - X.mean(axis=0)) if len(X) > 1 else by_eigenvalues(X)


def of_x_itself(X):
    values = np.linalg.eigvalsh(X)
    return 2 / values.max()


MISTAKES = (
    ("N times too small", lambda X: 2 / np.linalg.eigvalsh(X.T @ X).max()),
    ("It is half of it", lambda X: 1 / curvature(X)),
    ("twice as large", lambda X: 4 / curvature(X)),
    ("the largest curvature itself", curvature),
    ("the flattest direction", lambda X: 2 / np.linalg.eigvalsh(X.T @ X / len(X)).min()),
    ("the fastest descent", lambda X: 2 / np.linalg.eigvalsh(X.T @ X / len(X))[[0, -1]].sum()),
    ("All curvatures together", lambda X: 2 / np.mean(np.sum(X**2, axis=1))),
    ("singular value of X", lambda X: 2 / np.linalg.norm(X, 2)),
    ("over the columns", lambda X: 2 / np.linalg.eigvalsh(X.T @ X / X.shape[1]).max()),
    ("columns of X were centred", largest_of_the_covariance),
    ("columns of X were centred", largest_of_the_centred),
    ("Very close", lambda X: float(f"{by_eigenvalues(X):.3g}")),
)

OTHER_FAULTS = (
    ("an array of shape (2,)", lambda X: 2 / np.linalg.eigvalsh(X.T @ X / len(X))),
    ("a learning rate is positive", lambda X: -by_eigenvalues(X)),
    ("that still settles", lambda X: by_eigenvalues(X) * 0.3),
    ("that has long blown up", lambda X: by_eigenvalues(X) * 1.7),
    ("LinAlgError", of_x_itself),
    ("It never looks at X", lambda X: 0.3365),
)
