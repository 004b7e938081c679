"""X8: descent with momentum.

The right end of a walk is the library's; a mistake is recognised as the end of a walk of the
library's on another gradient, from another optimizer, or told in another order.
"""

import numpy as np

from lecture_lib.optimizers import Momentum, Nesterov, looks_at
from lecture_lib.practice.exercise import Exercise, every
from lecture_lib.practice.faces import faces_loss
from lecture_lib.practice.judge import judge
from lecture_lib.practice.kinds import array_fault, pair_fault
from lecture_lib.practice.precision import near
from lecture_lib.practice.written import Formula, points_apart
from lecture_lib.stage.readout import number_text


def cases():
    """Return the arguments (grad, theta0, eta, m, steps) to try."""
    grad = faces_loss().gradient
    rng = np.random.default_rng(8)
    bowl = Formula("np.array([[3.0, 1.0], [1.0, 2.0]]) @ theta - np.array([1.0, -1.0])")
    ravine = Formula("np.array([theta[0], 5 * theta[1]])")
    return [
        *((Formula("2 * theta"), np.array([4.0]), 0.25, 0.5, steps) for steps in (1, 2, 3)),
        (ravine, np.array([2.0, -1.0]), 0.2, 0.8, 4),
        (ravine, np.array([2.0, -1.0]), 0.1, 0.0, 3),
        (bowl, np.array([2.0, -1.5]), 0.1, 0.9, 10),
        (Formula("np.tanh(theta) - 0.2"), np.round(rng.normal(size=5), 1), 0.7, 0.3, 6),
        *((grad, np.array([1.5, 1.0]), 0.05, m, 97) for m in (0.0, 0.9)),
    ]


def end(grad, theta0, optimizer, steps):
    """Theta and V after some steps of an optimizer."""
    theta, V = theta0, optimizer.init(theta0)
    for _ in range(steps):
        theta, V = optimizer.step(theta, grad(looks_at(optimizer, theta, V)), V)
    return theta, V


def kind(trial):
    """Require the pair (theta, V), both as long as theta0."""
    if fault := pair_fault(trial.answer, "(theta, V)"):
        return fault
    parts, shape = zip(("theta", "V"), trial.answer, strict=True), trial.arguments[1].shape
    faults = (
        array_fault(x, shape, "an array like theta0", f"As {n} it returned") for n, x in parts
    )
    return next(filter(None, faults), "")


def is_right(trial):
    """Require theta and V at the end of the walk."""
    grad, theta0, eta, m, steps = trial.arguments
    right = end(grad, theta0, Momentum(eta, m), steps)
    for name, found, wanted in zip(("theta", "V"), trial.answer, right, strict=True):
        if not near(found, wanted, trial.coarse):
            count = "1 step" if steps == 1 else f"{steps} steps"
            right_text, own_text = points_apart(wanted, found)
            return (
                f"After {count} {name} should be {right_text}, and yours is {own_text}. Follow one "
                "step after the other on paper."
            )
    return ""


def _ends_at(ending):
    """Recognise answers that are the end of another walk."""
    return every(lambda pair, *question: all(map(near, pair, ending(*question))))


def _on(change, optimizer=Momentum):
    """Recognise theta on a walk on another gradient: `change(grad, theta0, eta, m) -> grad`."""

    def fits(pair, grad, theta0, eta, m, steps):
        return near(pair[0], end(change(grad, theta0, eta, m), theta0, optimizer(eta, m), steps)[0])

    return every(fits)


def _retold(retell):
    """Recognise the right walk told otherwise: `retell(theta, V, eta) -> pair`."""

    def ending(grad, theta0, eta, m, steps):
        return retell(*end(grad, theta0, Momentum(eta, m), steps), eta)

    return _ends_at(ending)


def _moves_first(later):
    """End of a walk whose theta moves by the V of the step before, and whose gradient may too."""

    def ending(grad, theta0, eta, m, steps):
        optimizer, theta = Momentum(eta, m), theta0
        V = optimizer.init(theta0)
        for _ in range(steps):
            moved = theta + V
            V = optimizer.step(theta, grad(moved if later else theta), V)[1]
            theta = moved
        return theta, V

    return ending


def _moved_by(move):
    """End of a walk whose V is right, and whose theta moves by something else: `move(V, m)`."""

    def ending(grad, theta0, eta, m, steps):
        optimizer, theta = Momentum(eta, m), theta0
        V = optimizer.init(theta0)
        for _ in range(steps):
            V = optimizer.step(theta, grad(theta), V)[1]
            theta = theta + move(V, m)
        return theta, V

    return _ends_at(ending)


def _times(factor):
    """Multiply a gradient by `factor(eta, m)`."""
    return lambda grad, theta0, eta, m: lambda theta: factor(eta, m) * grad(theta)


OLD_V = (
    "theta moves by the old V: after the first step it is still where it began. Which comes "
    "first, the new V or the new theta?"
)
MISTAKES = {
    _ends_at(_moves_first(later=False)): OLD_V,
    _ends_at(_moves_first(later=True)): OLD_V,
    _moved_by(lambda V, m: -V): (
        "theta moves against V. V points downhill already: slide 16 adds it."
    ),
    _moved_by(lambda V, m: m * V): "theta moves by m · V. Slide 16 adds the whole V.",
    _on(_times(lambda eta, m: 1 - m)): (
        "The gradient counts only 1 − m times: V is an average of gradients. In the lecture "
        "it is a sum, and a constant gradient is in the end followed with η / (1 − m)."
    ),
    _on(_times(lambda eta, m: m)): (
        "m multiplies the gradient too. Only what is left of the old V is damped by m."
    ),
    _on(_times(lambda eta, m: -1)): (
        "It climbs: the gradient enters V with the wrong sign. It points uphill, and V should not."
    ),
    _on(_times(lambda eta, m: 1 / eta)): (
        "The learning rate is left out: your V would be right for η = 1."
    ),
    _on(lambda grad, theta0, eta, m: lambda theta: grad(theta0)): (
        "Every step uses the gradient at theta0. It must be measured where theta is now."
    ),
    _on(lambda grad, theta0, eta, m: grad, Nesterov): (
        "This is Nesterov's momentum: the gradient is measured at theta + mV, where V will carry "
        "you. Slide 16 measures it at theta."
    ),
    _ends_at(lambda grad, theta0, eta, m, steps: end(grad, theta0, Momentum(eta, 0), steps)): (
        "m has no effect: this is plain descent. The old V must live on into the next step."
    ),
    _retold(lambda t, V, eta: (V, t)): (
        "It is the right pair in the wrong order: theta first, then V."
    ),
    _retold(lambda theta, V, eta: (theta, -V)): (
        "theta is right, but your V points against the motion. In slide 16 theta moves by + V."
    ),
    _retold(lambda theta, V, eta: (theta, -V / eta)): (
        "theta is right, but your V does not contain η: it is PyTorch's convention, V = mV + ∇L. "
        "In slide 16 V is the whole step."
    ),
    _retold(lambda theta, V, eta: (theta, V / eta)): (
        "theta is right, but V has no η in it: it is multiplied only when theta moves. In slide "
        "16 V is the whole step."
    ),
    _ends_at(lambda grad, theta0, eta, m, steps: end(grad, theta0, Momentum(eta, m), steps + 1)): (
        "It takes one step too many."
    ),
    _ends_at(lambda grad, theta0, eta, m, steps: end(grad, theta0, Momentum(eta, m), steps - 1)): (
        "It takes one step too few."
    ),
}


def _praise(trials):
    plain, with_m = trials[-2:]
    L = plain.arguments[0].__self__
    losses = [number_text(L.value(trial.answer[0]), 4) for trial in (plain, with_m)]
    return (
        f"In the faces' ravine, after {plain.arguments[4]} steps with η = {plain.arguments[2]:g}, "
        f"its loss is {losses[0]} with m = 0 and {losses[1]} with m = {with_m.arguments[3]:g}."
    )


MOMENTUM = Exercise(
    name="momentum",
    parameters=("grad", "theta0", "eta", "m", "steps"),
    cases=cases,
    kind=kind,
    requirements=(is_right,),
    mistakes=MISTAKES,
    hints=(
        "Two things live on from step to step: where you are and how fast you go. What is V "
        "before the first step, and of what two parts is the next V made?",
        "Follow θ² from θ = 4 with η = 0.25 and m = 0.5 on paper. The first step is that of plain "
        "descent and ends at 2. In the second the gradient asks for a step of −1, and half of "
        "the first step of −2 is still alive, another −1: so V = −2 and θ = 0. Now write those two "
        "lines.",
    ),
    praise=_praise,
)


def momentum(function):
    """Check ``momentum(grad, theta0, eta, m, steps)``: where descent with momentum ends.

    It takes grad (a function that gives the gradient at theta), theta0 (D numbers), eta, m and
    steps, begins with V = 0, and returns the pair (theta, V) after all steps. It passes where
    theta and V are those of slide 16, else what was done instead.

    Source: X8 in S8.
    """
    return judge(MOMENTUM, function)
