"""X14: backprop(W1, W2, x, t)."""

import numpy as np

PRAISED = "takes the loss from 0.0"
SOLUTION = r"W2\[:,\s*1:\]|(y_hat|ŷ|out)\s*\*\s*\(1|(y_hat|ŷ|out)\s*-\s*t\b|W2\.T\s*@|W2ᵀ"


def sigma(z):
    return 1 / (1 + np.exp(-z))


def by_outer(W1, W2, x, t):
    h = sigma(W1 @ x)
    y_hat = sigma(W2 @ np.r_[1, h])
    delta = (y_hat - t) * y_hat * (1 - y_hat)
    delta_h = (W2[:, 1:].T @ delta) * h * (1 - h)
    return np.outer(delta_h, x), np.outer(delta, np.r_[1, h])


def by_loops(W1, W2, x, t):
    H, K = len(W1), len(W2)
    h = [1.0] + [sigma(sum(W1[j] * x)) for j in range(H)]
    out = [sigma(sum(W2[k] * h)) for k in range(K)]
    delta = [-(t[k] - out[k]) * out[k] * (1 - out[k]) for k in range(K)]
    one, two = np.zeros_like(W1), np.zeros_like(W2)
    for k in range(K):
        for j in range(H + 1):
            two[k, j] = delta[k] * h[j]
    for j in range(H):
        back = sum(delta[k] * W2[k, j + 1] for k in range(K))
        one[j] = back * h[j + 1] * (1 - h[j + 1]) * x
    return [one, two]


def by_columns(W1, W2, x, t):
    x = x.reshape(-1, 1)
    h = np.vstack([[[1.0]], sigma(W1 @ x)])
    y_hat = sigma(W2 @ h)
    delta = (y_hat - t.reshape(-1, 1)) * y_hat * (1 - y_hat)
    delta_h = ((W2.T @ delta) * h * (1 - h))[1:]
    return delta_h @ x.T, delta @ h.T


def by_the_delta_rule(W1, W2, x, t):
    h = np.insert(sigma(W1 @ x), 0, 1)
    y_hat = sigma(W2 @ h)
    delta = (t - y_hat) * y_hat * (1 - y_hat)
    delta_h = (delta @ W2 * h * (1 - h))[1:]
    return -delta_h[:, None] * x, -delta[:, None] * h


RIGHT = (by_outer, by_loops, by_columns, by_the_delta_rule)


def slope(s, z):
    return s * (1 - s)


def flat(s, z):
    return 1.0


def of_z(s, z):
    return z * (1 - z)


def twice(s, z):
    return sigma(s) * sigma(-s)


def network(last=slope, hidden=slope, back=lambda delta, W2, y_hat, t: delta @ W2[:, 1:], sign=1):
    """The right answer with one part exchanged."""

    def gradients(W1, W2, x, t):
        z1 = W1 @ x
        h = sigma(z1)
        z2 = W2 @ np.r_[1, h]
        y_hat = sigma(z2)
        delta = sign * (y_hat - t) * last(y_hat, z2)
        delta_h = back(delta, W2, y_hat, t) * hidden(h, z1)
        return np.outer(delta_h, x), np.outer(delta, np.r_[1, h])

    return gradients


def keep_the_bias(W1, W2, x, t):
    h = np.r_[1, sigma(W1 @ x)]
    y_hat = sigma(W2 @ h)
    delta = (y_hat - t) * y_hat * (1 - y_hat)
    return np.outer((W2.T @ delta) * h * (1 - h), x), np.outer(delta, h)


def keep_the_bias_and_sum(W1, W2, x, t):
    one, two = by_outer(W1, W2, x, t)
    return np.vstack([one.sum(axis=0), one]), two


def step_first(W1, W2, x, t):
    h = sigma(W1 @ x)
    y_hat = sigma(W2 @ np.r_[1, h])
    delta = (y_hat - t) * y_hat * (1 - y_hat)
    two = np.outer(delta, np.r_[1, h])
    W2 = W2 - 0.5 * two
    return np.outer((W2[:, 1:].T @ delta) * h * (1 - h), x), two


def bias_behind(W1, W2, x, t):
    h = sigma(W1 @ x)
    y_hat = sigma(W2 @ np.append(h, 1))
    delta = (y_hat - t) * y_hat * (1 - y_hat)
    return np.outer((W2[:, :-1].T @ delta) * h * (1 - h), x), np.outer(delta, np.append(h, 1))


def scores_as_inputs(W1, W2, x, t):
    one, two = by_outer(W1, W2, x, t)
    return one, np.outer(two[:, 0], np.r_[1, W1 @ x])


def linear_hidden(W1, W2, x, t):
    h = W1 @ x
    y_hat = sigma(W2 @ np.r_[1, h])
    delta = (y_hat - t) * y_hat * (1 - y_hat)
    return np.outer(W2[:, 1:].T @ delta, x), np.outer(delta, np.r_[1, h])


def linear_outputs(W1, W2, x, t):
    h = sigma(W1 @ x)
    delta = W2 @ np.r_[1, h] - t
    return np.outer((W2[:, 1:].T @ delta) * h * (1 - h), x), np.outer(delta, np.r_[1, h])


def scaled(one, two):
    """The right gradients, each multiplied."""

    def gradients(W1, W2, x, t):
        right = by_outer(W1, W2, x, t)
        return one(t) * right[0], two(t) * right[1]

    return gradients


MISTAKES = (
    ("sign of slide 40", network(sign=-1)),
    ("sign of slide 40", network(last=flat, sign=-1)),
    ("that of W2 has the wrong sign", scaled(lambda t: 1, lambda t: -1)),
    ("that of W1 has the wrong sign", scaled(lambda t: -1, lambda t: 1)),
    ("one row too many", keep_the_bias),
    ("one row too many", keep_the_bias_and_sum),
    ("lacks its first column", lambda *q: (by_outer(*q)[0], by_outer(*q)[1][:, 1:])),
    ("lie on their side", lambda *q: tuple(part.T for part in by_outer(*q))),
    ("have changed places", lambda *q: by_outer(*q)[::-1]),
    ("missing at the output", network(last=flat)),
    ("missing at the hidden units", network(hidden=flat)),
    ("missing in both layers", network(last=flat, hidden=flat)),
    (
        "what you send back from it is ŷ − t",
        network(back=lambda delta, W2, y_hat, t: (y_hat - t) @ W2[:, 1:]),
    ),
    ("weights W2 after their step", step_first),
    ("wrong columns", network(back=lambda delta, W2, y_hat, t: delta @ W2[:, :-1])),
    ("all hidden units alike", network(back=lambda delta, W2, y_hat, t: delta.sum())),
    ("through σ twice", network(last=twice, hidden=twice)),
    ("taken with z where σ belongs", network(last=of_z, hidden=of_z)),
    ("stands at the wrong end", bias_behind),
    ("go the scores z", scores_as_inputs),
    ("no σ on the way forward", linear_hidden),
    ("linear output units", linear_outputs),
    ("twice as large", scaled(lambda t: 2, lambda t: 2)),
    ("divided by the number of outputs", scaled(lambda t: 1 / len(t), lambda t: 1 / len(t))),
)


def step_in_place(W1, W2, x, t):
    W2 -= by_outer(W1, W2, x, t)[1]
    return by_outer(W1, W2, x, t)


def fails_on_the_way(W1, W2, x, t):
    h = sigma(W1 @ x)
    return W2 @ h, h


OTHER_FAULTS = (
    ("1 value; asked for is the pair (∂L/∂W1, ∂L/∂W2)", lambda *q: by_outer(*q)[:1]),
    (
        "For W2 it returned an array of shape (2,)",
        lambda *q: (by_outer(*q)[0], by_outer(*q)[1][0, 1:]),
    ),
    ("changed W2 in place", step_in_place),
    ("at “return W2 @ h, h”, with ValueError", fails_on_the_way),
    ("Move W2[0, ", scaled(lambda t: 1, lambda t: 3)),
    ("Move W1[", scaled(lambda t: 3, lambda t: 1)),
)
