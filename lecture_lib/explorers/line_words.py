"""What a descent does, in words: the running sentence of the line explorer."""

import numpy as np

from lecture_lib.stage import say
from lecture_lib.theory import step_factors

ARRIVED = 1e-6  # above the lowest loss
ROUNDING = 1e-9  # of a limit, as part of it
TEMPLATE = "Step {step} of {steps}: loss {loss:.4f}, {mistakes} of {faces} faces wrong. {manner}"
MANNERS = np.array(("Here it starts.", "{before}", "{after}"))


def describe(model, run, etas, m, batch_size, template=TEMPLATE, **more):
    """Return the sentence for every learning rate and step of a run.

    Another template may tell more; what that asks for besides is given as for `say`.
    """
    losses, critical = run.losses.T, model.critical_eta(m)
    stories = [
        _story(model, losses[take], run.stopped_at[take], eta, m, critical, batch_size)
        for take, eta in enumerate(etas)
    ]
    before, after, event = (np.array(part)[:, None] for part in zip(*stories, strict=True))
    steps = np.arange(losses.shape[1])
    return say(
        template,
        step=np.minimum(steps, np.reshape(run.stopped_at, (-1, 1))),
        steps=steps[-1],
        loss=losses,
        mistakes=model.objective.mistakes(run.thetas).T,
        faces=model.objective.N,
        manner=MANNERS[np.where(steps == 0, 0, 1 + (steps >= event))],
        before=before,
        after=after,
        **more,
    )


def _story(model, losses, stopped_at, eta, m, critical, batch_size):
    """What is said before and after the decisive step, and which step that is."""
    never = len(losses)
    whole = batch_size == model.objective.N
    if whole and abs(eta / critical - 1) < ROUNDING:
        bounces = f"It bounces for ever: η = {eta:g} is the limit of this bowl itself."
        return bounces, bounces, never
    if whole and eta > critical:
        grown = losses > max(2 * losses[0], 1)
        event = int(grown.argmax()) if grown.any() else never
        limit = f"η = {eta:g} is above {critical:.4g}, the limit of this bowl"
        ending = f"It diverges: {limit}."
        if stopped_at < never - 1:
            ending += f" At step {stopped_at} it was stopped, as the weights had grown too large."
        return f"Each swing is wider than the last: {limit}.", ending, event
    if not whole:
        return _noisy_story(losses, batch_size, model.lowest)
    below = losses - model.lowest < ARRIVED
    event = int(below.argmax()) if below.any() else never
    lowest = f"within a millionth of L* = {model.lowest:.4f}"
    arrived = f"At the bottom: {lowest} since step {event}."
    if not below[event:].all():
        arrived = f"It swings, {lowest} for the first time at step {event}."
    return _manner(model, losses, eta, m), arrived, event


def _noisy_story(losses, batch_size, lowest):
    faces = "one face" if batch_size == 1 else f"{batch_size} faces"
    grown = losses > max(4 * losses[0], 4)
    if grown.any():
        said = f"Each step trusts {faces}, and the steps are too long"
        ending = "it diverges" if grown[-1] else "the loss is thrown up again and again"
        return f"{said}.", f"{said}: {ending}.", int(grown.argmax())
    low = losses < 2 * lowest
    event = int(low.argmax()) if low.any() else len(losses)
    before = f"Each step trusts {faces}: roughly downhill, not always."
    return before, f"Each step trusts {faces}: near the bottom the noise keeps it moving.", event


def _manner(model, losses, eta, m):
    factors = step_factors(model.curvatures, eta, m)[..., 0]
    flattest, steepest = factors[0], factors[-1]
    if abs(steepest.imag) > 1e-12:
        return "It swings across the valley, and the swings die away."
    if steepest.real < -0.95:
        return "Each step overshoots the valley almost as far as the last: it needs very many."
    if steepest.real < -0.005:
        return "A step across overshoots the valley, yet it comes closer."
    if flattest.real > 0.99 and losses[-1] - model.lowest > 0.05 * (losses[0] - model.lowest):
        return "It crawls: each step is a small part of the way."
    return "It glides down without overshooting."
