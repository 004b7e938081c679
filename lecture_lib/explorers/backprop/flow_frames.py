"""The frames of one step of backpropagation: what is executed, glows and is said at each."""

import numpy as np

from lecture_lib.experiments.flow import X
from lecture_lib.explorers.backprop.nine_weights import WEIGHTS
from lecture_lib.explorers.state import signed
from lecture_lib.stage import say

LOSS, OUTPUT, HIDDEN, SLOPES, UPDATE, AGAIN = 4, 5, (6, 7), (8, 9, 10), 11, 12
FRAMES = 13
KNOWN = (9, 9, 9, 10, 10, 10, 8, 8, 8)  # the frame from which on δ x of a weight is known
GLOW = (  # at each frame: which units glow, of x₁ x₂ h₁ h₂ ŷ, and which of the nine edges
    ((), ()),
    ((2,), (0, 1, 2)),
    ((3,), (3, 4, 5)),
    ((4,), (6, 7, 8)),
    ((4,), ()),
    ((4,), ()),
    ((2,), (7,)),
    ((3,), (8,)),
    ((4,), (6, 7, 8)),
    ((2,), (0, 1, 2)),
    ((3,), (3, 4, 5)),
    ((), range(9)),
    ((2, 3, 4), range(9)),
)
DIGITS = {"w": 2, "z": 3, "o": 4, "s": 4, "d": 5, "g": 5}  # of weights, scores, outputs, σ′, δ, δ x


def describe(flow, target, eta, sign, weight):
    """Say what happens at each frame; the formula of the chosen weight is filled in."""
    k = WEIGHTS.index(weight)
    tables = (flow.theta, flow.z, flow.outputs, flow.slopes, flow.deltas, flow.products)
    change = flow.loss_new - flow.loss
    became = ("has fallen.", "has risen, though every product on the way was right.")
    became = np.select([change < 0, change > 0], became, "has not changed.")
    texts = zip(told(sign, k), chosen(k), strict=True)
    return say(
        "{told}",
        told=[" ".join(pair) for pair in texts],
        y=target,
        eta=eta,
        loss=flow.loss[:, None],
        new=flow.new[:, k, None],
        output_new=flow.outputs_new[:, -1, None],
        loss_new=flow.loss_new[:, None],
        became=became[:, None],
        **{
            f"{name}{n}": column[:, None]
            for name, table in zip(DIGITS, tables, strict=True)
            for n, column in enumerate(table.T)
        },
    )


def told(sign, k):
    """Return what is said at each frame while weight k is chosen, with holes for the numbers."""
    w, z, o, s, d, g = holes()
    x1, x2 = map(signed, X[0, 1:])
    error = f"(ŷ − y) = ({o[2]} − {{y}})" if sign == "slope" else f"(y − ŷ) = ({{y}} − {o[2]})"
    up = "+" if sign == "delta rule" else "−"
    return [
        f"Start: the inputs are x₁ = {x1} and x₂ = {x2}, the label is y = {{y}}. In the end every "
        f"weight w becomes w {up} η δ x, with η = {{eta:.1f}}.",
        f"Forward to h₁: z = {w[0]} + {w[1]} × {x1} + {w[2]} × ({x2}) = {z[0]}; "
        f"h₁ = σ(z) = {o[0]}.",
        f"Forward to h₂: z = {w[3]} + {w[4]} × {x1} + {w[5]} × ({x2}) = {z[1]}; "
        f"h₂ = σ(z) = {o[1]}.",
        f"Forward to ŷ: z = {w[6]} + {w[7]} × {o[0]} + {w[8]} × {o[1]} = {z[2]}; "
        f"ŷ = σ(z) = {o[2]}.",
        f"The loss: L = ½ (y − ŷ)² = ½ ({{y}} − {o[2]})² = {{loss:.5f}}.",
        f"Back at ŷ: the error is {error}, times the slope ŷ(1 − ŷ) = {s[2]}: δ = {d[2]}.",
        f"Back to h₁, over v₁ = {w[7]}: δ₁ = v₁ δ h₁(1 − h₁) = {w[7]} × {d[2]} × {s[0]} = {d[0]}.",
        f"Back to h₂, over v₂ = {w[8]}: δ₂ = v₂ δ h₂(1 − h₂) = {w[8]} × {d[2]} × {s[1]} = {d[1]}.",
        f"At ŷ, δ times what enters: δ × 1 = {g[6]}, δ h₁ = {g[7]}, δ h₂ = {g[8]}.",
        f"At h₁, δ₁ times what enters: δ₁ × 1 = {g[0]}, δ₁ x₁ = {g[1]}, δ₁ x₂ = {g[2]}.",
        f"At h₂, δ₂ times what enters: δ₂ × 1 = {g[3]}, δ₂ x₁ = {g[4]}, δ₂ x₂ = {g[5]}.",
        f"Update, all nine weights at once: w {up} η δ x, and {WEIGHTS[k]} becomes {w[k]} {up} "
        f"{{eta:.1f}} × {g[k]} = {{new:.4f}}.",
        f"Forward once more: ŷ was {o[2]} and is {{output_new:.4f}}; L was {{loss:.5f}} and is "
        "{loss_new:.5f}: the loss {became}",
    ]


def chosen(k):
    """Return what is said at each frame of weight k alone, with holes for the numbers."""
    w, _, o, _, d, g = holes()
    unit, source = divmod(k, 3)
    delta = ("δ₁", "δ₂", "δ")[unit]
    x1, x2 = map(signed, X[0, 1:])
    entering = [("1", "1"), ("x₁", x1), ("x₂", f"({x2})")]
    if unit == 2:
        entering = [("1", "1"), ("h₁", o[0]), ("h₂", o[1])]
    name, number = entering[source]
    before = f"Your weight: {WEIGHTS[k]} = {w[k]}."
    after = f"Your weight {WEIGHTS[k]}: {delta} × {name} = {d[unit]} × {number} = {g[k]}."
    return [after if frame >= KNOWN[k] else before for frame in range(FRAMES)]


def holes():
    """Return the holes for the numbers, a list for each kind of them."""
    return ([f"{{{name}{n}:.{digits}f}}" for n in range(9)] for name, digits in DIGITS.items())


def program(sign):
    """Return the lines of the program, one per frame after the first."""
    error = "(ŷ − y)" if sign == "slope" else "(y − ŷ)"
    names = ("∂L/∂v", "∂L/∂w₁", "∂L/∂w₂") if sign == "slope" else ("Δv", "Δw₁", "Δw₂")
    step = {"slope": "w − η ∂L/∂w", "delta rule": "w + η Δw", "slides": "w − η Δw"}[sign]
    return [
        "→ h₁ ← σ(w₁·x)",
        "→ h₂ ← σ(w₂·x)",
        "→ ŷ  ← σ(v·h)",
        "  L  ← ½ (y − ŷ)²",
        f"← δ  ← {error} ŷ(1 − ŷ)",
        "← δ₁ ← v₁ δ h₁(1 − h₁)",
        "← δ₂ ← v₂ δ h₂(1 − h₂)",
        f"  {names[0]:5} ← δ  (1, h₁, h₂)",
        f"  {names[1]:5} ← δ₁ (1, x₁, x₂)",
        f"  {names[2]:5} ← δ₂ (1, x₁, x₂)",
        f"  every w ← {step}",
        "→ the same again",
    ]
