"""What is said while numbers flow through a 2-2-1 network and back."""

import numpy as np

from lecture_lib.experiments.flow import X
from lecture_lib.stage import Readout

WEIGHTS = ("w₁₀", "w₁₁", "w₁₂", "w₂₀", "w₂₁", "w₂₂", "v₀", "v₁", "v₂")
ENTERS = ("1", "x₁", "x₂", "1", "x₁", "x₂", "1", "h₁", "h₂")  # each weight
START, LOSS, OUTPUT, HIDDEN, SLOPES, UPDATE, AGAIN = 0, 4, 5, (6, 7), (8, 9, 10), 11, 12
FRAMES = 13
# The frame from which on δ x of a weight is known.
KNOWN = (9, 9, 9, 10, 10, 10, 8, 8, 8)
BECAME = (
    "the loss has fallen.",
    "the loss has risen, though every product on the way was right.",
    "the loss has not changed.",
)
TEMPLATE = "{told} {chosen}"
DIGITS = {"z": 3, "o": 4, "s": 4, "d": 5, "g": 5, "w": 2}


def describe(flow, target, eta, sign, weight):
    """Say what happens at each frame.

    Parameters
    ----------
    flow : Flow
    target, eta : float
    sign : str
        One of `SIGNS`.
    weight : str
        The chosen one, whose formula is filled in.

    Returns
    -------
    Readout
    """
    k = WEIGHTS.index(weight)
    tables = {"z": flow.z, "o": flow.outputs, "s": flow.slopes, "d": flow.deltas}
    tables |= {"g": flow.products, "w": flow.theta}
    values = {f"{name}{n}": part[:, None] for name, t in tables.items() for n, part in _columns(t)}
    digits = {name: DIGITS[name[0]] for name in values}
    change = flow.loss_new - flow.loss
    values |= {
        "y": np.full((1, 1), target),
        "eta": np.full((1, 1), eta),
        "loss": flow.loss[:, None],
        "new": flow.new[:, k, None],
        "output_new": flow.outputs_new[:, -1, None],
        "loss_new": flow.loss_new[:, None],
        "became": np.select([change < 0, change > 0], [0, 1], 2)[:, None],
        "told": np.arange(FRAMES)[None],
        "chosen": np.arange(FRAMES)[None] >= KNOWN[k],
    }
    digits |= {"eta": 1, "loss": 5, "new": 4, "output_new": 4, "loss_new": 5}
    words = {"told": told(sign, k), "chosen": chosen(k), "became": BECAME}
    return Readout(TEMPLATE, values, digits, words)


def told(sign, k):
    """Return what is said at each frame, with holes for the numbers.

    Parameters
    ----------
    sign : str
    k : int
        Which weight is chosen.

    Returns
    -------
    list of str
    """
    x1, x2 = (f"{x:g}".replace("-", "−") for x in X[0, 1:])
    error = "(ŷ − y) = ({o2} − {y})" if sign == "slope" else "(y − ŷ) = ({y} − {o2})"
    up = "+" if sign == "delta rule" else "−"
    return [
        f"Start: the inputs are x₁ = {x1} and x₂ = {x2}, the label is y = {{y}}. In the end every "
        f"weight w becomes w {up} η δ x, with η = {{eta}}.",
        f"Forward to h₁: z = {{w0}} + {{w1}} × {x1} + {{w2}} × ({x2}) = {{z0}}; "
        "h₁ = σ(z) = {o0}.",
        f"Forward to h₂: z = {{w3}} + {{w4}} × {x1} + {{w5}} × ({x2}) = {{z1}}; "
        "h₂ = σ(z) = {o1}.",
        "Forward to ŷ: z = {w6} + {w7} × {o0} + {w8} × {o1} = {z2}; ŷ = σ(z) = {o2}.",
        "The loss: L = ½ (y − ŷ)² = ½ ({y} − {o2})² = {loss}.",
        f"Back at ŷ: the error is {error}, times the slope ŷ(1 − ŷ) = {{s2}}: δ = {{d2}}.",
        "Back to h₁, over v₁ = {w7}: δ₁ = v₁ δ h₁(1 − h₁) = {w7} × {d2} × {s0} = {d0}.",
        "Back to h₂, over v₂ = {w8}: δ₂ = v₂ δ h₂(1 − h₂) = {w8} × {d2} × {s1} = {d1}.",
        "At ŷ, δ times what enters: δ × 1 = {g6}, δ h₁ = {g7}, δ h₂ = {g8}.",
        "At h₁, δ₁ times what enters: δ₁ × 1 = {g0}, δ₁ x₁ = {g1}, δ₁ x₂ = {g2}.",
        "At h₂, δ₂ times what enters: δ₂ × 1 = {g3}, δ₂ x₁ = {g4}, δ₂ x₂ = {g5}.",
        f"Update, all nine weights at once: w {up} η δ x, and {WEIGHTS[k]} becomes {{w{k}}} {up} "
        f"{{eta}} × {{g{k}}} = {{new}}.",
        "Forward once more: ŷ was {o2} and is {output_new}; L was {loss} and is {loss_new}: "
        "{became}",
    ]


def chosen(k):
    """Return what is said of the chosen weight before and after its δ x is known.

    Parameters
    ----------
    k : int

    Returns
    -------
    (str, str)
    """
    unit, enters = k // 3, ENTERS[k]
    delta = ("δ₁", "δ₂", "δ")[unit]
    known = {"1": "1", "x₁": f"{X[0, 1]:g}", "x₂": f"(−{-X[0, 2]:g})", "h₁": "{o0}", "h₂": "{o1}"}
    name = WEIGHTS[k]
    return (
        f"Your weight: {name} = {{w{k}}}.",
        f"Your weight {name}: {delta} × {enters} = {{d{unit}}} × {known[enters]} = {{g{k}}}.",
    )


def program(sign):
    """Return the lines of the program, one per frame after the first.

    Parameters
    ----------
    sign : str

    Returns
    -------
    list of str
    """
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


def _columns(table):
    return list(enumerate(table.T))
