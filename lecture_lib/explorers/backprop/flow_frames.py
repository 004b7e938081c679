"""The frames of one step of backpropagation: what is executed, glows and is said at each."""

import numpy as np

from lecture_lib.experiments.flow import X
from lecture_lib.explorers.backprop.nine_weights import SECOND, WEIGHTS
from lecture_lib.explorers.state import signed
from lecture_lib.stage import say

LOSS, OUTPUT, HIDDEN, SLOPES, UPDATE, AGAIN = 4, 5, (6, 7), (8, 9, 10), 11, 12
FRAMES = 13
NAMES = WEIGHTS + SECOND
DELTAS = ("δ₁", "δ₂", "δ", "δ′")  # of h₁, h₂ and the outputs
DIGITS = {"w": 2, "z": 3, "o": 4, "s": 4, "d": 5, "g": 5}  # of weights, scores, outputs, σ′, δ, δ x


def outputs_of(K):
    """Return what one or two outputs are called."""
    return ("ŷ",) if K == 1 else ("ŷ₁", "ŷ₂")


def known(K):
    """Return the frames from which on δ x of each weight is known."""
    return (9, 9, 9, 10, 10, 10, *(8, 8, 8) * K)


def glow(K):
    """Return which units glow at each frame, of x₁ x₂ h₁ h₂ and the outputs; and which edges."""
    first, second, last = range(3), range(3, 6), range(6, 6 + 3 * K)
    ends = range(4, 4 + K)
    return (
        ((), ()),
        ((2,), first),
        ((3,), second),
        (ends, last),
        (ends, ()),
        (ends, ()),
        ((2,), last[1::3]),
        ((3,), last[2::3]),
        (ends, last),
        ((2,), first),
        ((3,), second),
        ((), range(6 + 3 * K)),
        ((2, 3, *ends), range(6 + 3 * K)),
    )


def describe(flow, target, eta, sign, k):
    """Say what happens at each frame; the formula of the chosen weight k is filled in."""
    tables = (flow.theta, flow.z, flow.outputs, flow.slopes, flow.deltas, flow.products)
    change, K = flow.loss_new - flow.loss, flow.deltas.shape[-1] - 2
    became = ("has fallen.", "has risen, though nothing was miscalculated.")
    became = np.select([change < 0, change > 0], became, "has not changed.")
    texts = zip(told(sign, k, K), chosen(k), strict=True)
    return say(
        "{told}",
        told=[" ".join(pair) for pair in texts],
        y0=target,
        y1=1 - target,
        eta=eta,
        loss=flow.loss[:, None],
        new=flow.new[:, k, None],
        loss_new=flow.loss_new[:, None],
        became=became[:, None],
        **{f"again{j}": column[:, None] for j, column in enumerate(flow.outputs_new[:, 2:].T)},
        **{
            f"{name}{n}": column[:, None]
            for name, table in zip(DIGITS, tables, strict=True)
            for n, column in enumerate(table.T)
        },
    )


def told(sign, k, K):
    """Return what is said at each frame while weight k is chosen, with holes for the numbers."""
    w, z, o, s, d, g = holes()
    x1, x2 = map(signed, X[0, 1:])
    up, names = "+" if sign == "delta rule" else "−", outputs_of(K)
    label = "label is y = {y0}" if K == 1 else "labels are y₁ = {y0} and y₂ = {y1}"
    ends = [(j, name, 6 + 3 * j) for j, name in enumerate(names)]
    squares = " + ".join(f"½ ({{y{j}}} − {o[2 + j]})²" for j, _, _ in ends)
    return [
        f"Start: the inputs are x₁ = {x1} and x₂ = {x2}, the {label}. In the end every "
        f"weight w becomes w {up} η δ x, with η = {{eta:.1f}}.",
        f"Forward to h₁: z = {w[0]} + {w[1]} × {x1} + {w[2]} × ({x2}) = {z[0]}; "
        f"h₁ = σ(z) = {o[0]}.",
        f"Forward to h₂: z = {w[3]} + {w[4]} × {x1} + {w[5]} × ({x2}) = {z[1]}; "
        f"h₂ = σ(z) = {o[1]}.",
        " ".join(
            f"Forward to {name}: z = {w[n]} + {w[n + 1]} × {o[0]} + {w[n + 2]} × {o[1]} = "
            f"{z[2 + j]}; {name} = σ(z) = {o[2 + j]}."
            for j, name, n in ends
        ),
        f"The loss: L = {'½' if K == 1 else '½ Σ'} (y − ŷ)² = {squares} = {{loss:.5f}}.",
        " ".join(
            f"Back at {name}: the error is {error(sign, j, o[2 + j])}, times the slope "
            f"ŷ(1 − ŷ) = {s[2 + j]}: {DELTAS[2 + j]} = {d[2 + j]}."
            for j, name, _ in ends
        ),
        *(back_to(unit, K) for unit in (0, 1)),
        " ".join(
            f"At {name}, {DELTAS[2 + j]} times what enters: {DELTAS[2 + j]} × 1 = {g[n]}, "
            f"{DELTAS[2 + j]} h₁ = {g[n + 1]}, {DELTAS[2 + j]} h₂ = {g[n + 2]}."
            for j, name, n in ends
        ),
        f"At h₁, δ₁ times what enters: δ₁ × 1 = {g[0]}, δ₁ x₁ = {g[1]}, δ₁ x₂ = {g[2]}.",
        f"At h₂, δ₂ times what enters: δ₂ × 1 = {g[3]}, δ₂ x₁ = {g[4]}, δ₂ x₂ = {g[5]}.",
        f"Update, all {'nine' if K == 1 else 'twelve'} weights at once: w {up} η δ x, and "
        f"{NAMES[k]} becomes {w[k]} {up} {{eta:.1f}} × {g[k]} = {{new:.4f}}.",
        "Forward once more: "
        + ", ".join(f"{name} was {o[2 + j]} and is {{again{j}:.4f}}" for j, name, _ in ends)
        + "; L was {loss:.5f} and is {loss_new:.5f}: the loss {became}",
    ]


def error(sign, j, output):
    """Return the error at an output, with holes for the numbers."""
    if sign == "slope":
        return f"(ŷ − y) = ({output} − {{y{j}}})"
    return f"(y − ŷ) = ({{y{j}}} − {output})"


def back_to(unit, K):
    """Return what is said where the deltas of all outputs come back to a hidden unit."""
    w, _, _, s, d, _ = holes()
    sign = "₁₂"[unit]
    ways = [("vu"[j] + sign, w[7 + unit + 3 * j], DELTAS[2 + j], d[2 + j]) for j in range(K)]
    over = " and ".join(f"{name} = {weight}" for name, weight, _, _ in ways)
    names = " + ".join(f"{name} {delta}" for name, _, delta, _ in ways)
    numbers = " + ".join(f"{weight} × {delta}" for _, weight, _, delta in ways)
    if K > 1:
        names, numbers = f"({names})", f"({numbers})"
    return (
        f"Back to h{sign}, over {over}: δ{sign} = {names} h{sign}(1 − h{sign}) = {numbers} × "
        f"{s[unit]} = {d[unit]}."
    )


def chosen(k):
    """Return what is said at each frame of weight k alone, with holes for the numbers."""
    w, _, o, _, d, g = holes()
    unit, source = divmod(k, 3)
    x1, x2 = map(signed, X[0, 1:])
    entering = [("1", "1"), ("x₁", x1), ("x₂", f"({x2})")]
    if unit >= 2:
        entering = [("1", "1"), ("h₁", o[0]), ("h₂", o[1])]
    name, number = entering[source]
    before = f"Your weight: {NAMES[k]} = {w[k]}."
    after = f"Your weight {NAMES[k]}: {DELTAS[unit]} × {name} = {d[unit]} × {number} = {g[k]}."
    return [after if frame >= known(2)[k] else before for frame in range(FRAMES)]


def holes():
    """Return the holes for the numbers, a list for each kind of them."""
    count = range(len(NAMES))
    return ([f"{{{name}{n}:.{digits}f}}" for n in count] for name, digits in DIGITS.items())


def program(sign, K):
    """Return the lines of the program, one per frame after the first."""
    error = "(ŷ − y)" if sign == "slope" else "(y − ŷ)"
    names = ("∂L/∂v", "∂L/∂w₁", "∂L/∂w₂") if sign == "slope" else ("Δv", "Δw₁", "Δw₂")
    step = {"slope": "w − η ∂L/∂w", "delta rule": "w + η Δw", "slides": "w − η Δw"}[sign]
    ways = ("v₁ δ", "v₂ δ") if K == 1 else ("(v₁ δ + u₁ δ′)", "(v₂ δ + u₂ δ′)")
    return [
        "→ h₁ ← σ(w₁·x)",
        "→ h₂ ← σ(w₂·x)",
        "→ ŷ  ← σ(v·h)" if K == 1 else "→ ŷ₁ ← σ(v·h), ŷ₂ ← σ(u·h)",
        f"  L  ← {'½' if K == 1 else '½ Σ'} (y − ŷ)²",
        f"← {'δ ' if K == 1 else 'δ, δ′'} ← {error} ŷ(1 − ŷ)",
        f"← δ₁ ← {ways[0]} h₁(1 − h₁)",
        f"← δ₂ ← {ways[1]} h₂(1 − h₂)",
        f"  {names[0]:5} ← δ  (1, h₁, h₂)" if K == 1 else f"  {names[0]}, u ← δ, δ′ (1, h₁, h₂)",
        f"  {names[1]:5} ← δ₁ (1, x₁, x₂)",
        f"  {names[2]:5} ← δ₂ (1, x₁, x₂)",
        f"  every w ← {step}",
        "→ the same again",
    ]
