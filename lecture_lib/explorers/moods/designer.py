"""The system designer: choose the last layer and the loss for a task, and see the outcome."""

import numpy as np

from lecture_lib.experiments.designs import (
    BOTH,
    FOUR,
    HIDDEN,
    RATING,
    STEPS,
    TASKS,
    TWO,
    WEIGHTS,
    fault,
    goals,
    mistakes,
    steps,
    task,
    train_design,
)
from lecture_lib.experiments.last_layer import ACTIVATIONS, LOSSES
from lecture_lib.experiments.moods import MOODS
from lecture_lib.explorers.explorer import END, Explorer
from lecture_lib.explorers.state import Pick, Slide, one_of
from lecture_lib.explorers.views.moods import step_axis
from lecture_lib.explorers.views.picture import NOWHERE, Picture
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.moods import TYPICAL, draw_moods
from lecture_lib.pictures.network import Places, draw_units, network_axes, unit_diameter
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track, say

SHOWN = steps()
LAYERS = {0: "none", HIDDEN: f"{HIDDEN} ReLU"}
FAULTS = {
    "no shares": "Cross entropy takes the logarithm of a share, and a score without activation may"
    " be negative or above 1.",
    "labels": "Cross entropy compares shares, from 0 to 1; the labels go up to 4.",
}
NAMED = "{wrong} of {N} faces named wrongly"
RESULTS = {
    TWO: f"{NAMED}.",
    FOUR: f"{NAMED}.",
    RATING: "off by {error:.2f} on average.",
    BOTH: f"with w = {{w:.1f}}, {NAMED} and the strength off by {{error:.2f}}.",
}
ONE = "Softmax of a single score is always 1: it cannot learn."
ANY = "Its answers go from {low:.2f} to {high:.2f}: "
LIMITS = {  # of what the last layer can answer, for a task or for all others
    (TWO, "none"): f"{ANY}no shares, but whether it is above ½ still names the mood.",
    (TWO, "sigmoid"): "Its answer is a share, from 0 to 1.",
    (TWO, "softmax"): ONE,
    (RATING, "none"): f"{ANY}any number can be reached.",
    (RATING, "sigmoid"): f"{ANY}a sigmoid cannot reach beyond 1.",
    (RATING, "softmax"): ONE,
    "none": f"{ANY}no shares.",
    "sigmoid": "The four answers for a face sum to anything from {least:.2f} to {most:.2f}: four"
    " separate questions.",
    "softmax": "The four answers for a face always sum to 1.",
}
BESIDE = 0.36  # how far the faces of a class spread on their axis
ANSWERS = {"named rightly": "right", "named wrongly": "wrong"}
GOALS = {"loss": "share named wrongly", "second goal": "strength off by"}


class DesignerExplorer(Explorer):
    """Give a task an output activation, a loss and perhaps a hidden layer; it is trained at once.

    Parameters
    ----------
    task : str
        "two moods", "four moods", "how happy, 0 to 4", or "mood, strength", which has two losses.
    activation : {"none", "sigmoid", "softmax"}
        Of the outputs; the strength has an output of its own, without activation.
    loss : {"squared", "cross entropy"}
        Of the outputs; the strength has the squared loss.
    hidden : {0, 8}
        ReLU units in front of them.
    w : {0.0, 0.2, 0.5, 0.8, 1.0}
        How much the loss of the strength counts.

    Raises
    ------
    ValueError
        If a part of the state is none of those; the message names it.

    Source: S18.11-S18.14 (slide 56): E18.3.
    """

    LABEL = "The network as designed, what it answers for each face, and how it gets better"
    DRAWN_FOR = ("task", "activation", "loss", "hidden")
    LEFT = ("task", "loss", "w")
    FRAME, SPEED = END, 15.0

    task = Pick(FOUR, TASKS, "task")
    activation = Pick("softmax", ACTIVATIONS, "activation")
    loss = Pick("cross entropy", LOSSES, "loss")
    hidden = Pick(0, LAYERS, "hidden layer", LAYERS.get)
    w = Slide(0.5, WEIGHTS, "weight w", "Of the loss of the strength", one_of, known=WEIGHTS)

    def unused(self):
        """Only two losses can be weighed against each other."""
        return () if self.task == BOTH else ("w",)

    def draw(self):
        """Return the picture of the present design."""
        return DesignerPicture(task(self.task), self.activation, self.loss, self.hidden)

    def show(self, _):
        """Train the design; with two losses, once for each weight that is offered."""
        design = (self.task, self.activation, self.loss)
        if why := fault(*design):
            readout = say(f"{self.design}. It cannot be trained. {FAULTS[why]}", step=SHOWN)
            tracks = self.picture.nothing()
        else:
            run = train_design(*design, self.hidden)
            tracks, readout = self.picture.tracks(run), self._say(run)
        self.stage.show(tracks, readout, steps=SHOWN.tolist())

    @property
    def design(self):
        """What the design is called at the beginning of its sentence."""
        layer = f"{self.hidden} ReLU units, " if self.hidden else ""
        output = self.activation if self.activation != "none" else "no activation"
        loss = f"{self.loss} loss" if self.loss == "squared" else self.loss
        return f"{self.task[0].upper()}{self.task[1:]}: {layer}{output}, {loss}"

    def telling_frames(self):
        """Return the end alone: what a design comes to."""
        return [len(SHOWN) - 1]

    def _say(self, run):
        wrong, error = goals(self.task, run)
        limit = LIMITS.get((self.task, self.activation)) or LIMITS[self.activation]
        answers, totals = run.answers, run.answers.sum(axis=-1)
        return say(
            f"{self.design}. Step {{step}} of {{steps}}: {RESULTS[self.task]} {limit}",
            step=SHOWN,
            steps=STEPS,
            N=answers.shape[-2],
            wrong=wrong,
            error=error,
            w=np.array(WEIGHTS if self.task == BOTH else WEIGHTS[:1])[:, None],
            low=answers.min(axis=(2, 3)),
            high=answers.max(axis=(2, 3)),
            least=totals.min(axis=2),
            most=totals.max(axis=2),
        )


class DesignerPicture(Picture):
    """The design as a network, its answers over the truth, and the goals over the steps."""

    def __init__(self, task, activation, loss, hidden):
        super().__init__()
        self.task = task
        left, middle, right = self.panels
        self._draw_network(left, activation, loss, hidden)
        number = {RATING: "rating", BOTH: "strength"}.get(task.name)
        answers = self._number_axes(middle, number) if number else self._share_axes(middle)
        if task.name != RATING:
            mood, loc = ("mood ", "upper left") if task.name == BOTH else ("", "lower right")
            names = {meaning: mood + word for meaning, word in ANSWERS.items()}
            draw_legend(answers, names, loc=loc, on_top=True)
        self.right, self.wrong = (draw_line(answers, meaning) for meaning in ANSWERS)
        meanings = {RATING: ["second goal"], BOTH: list(GOALS)}.get(task.name, ["loss"])
        ax = self._goal_axes(right, meanings)
        self.goals = {meaning: draw_line(ax, meaning) for meaning in meanings}

    def tracks(self, run):
        """Return where everything is, for what a design has learned."""
        truth, answer = self._points(run)
        wrong = mistakes(self.task.name, run.answers)
        points = np.stack(np.broadcast_arrays(truth, answer), axis=-1)
        told, missed = (np.where(m[..., None], points, np.nan) for m in (~wrong, wrong))
        mistaken, error = goals(self.task.name, run)
        counted = {"loss": mistaken / len(truth), "second goal": error}
        tracks = {self.right: Track(told), self.wrong: Track(missed)}
        for meaning, line in self.goals.items():
            path = np.stack(np.broadcast_arrays(SHOWN, counted[meaning]), axis=-1)
            tracks[line] = Track(path[:, None], "grows")
        return tracks

    def nothing(self):
        """Return the tracks of a design that cannot be trained."""
        artists = [self.right, self.wrong, *self.goals.values()]
        return dict.fromkeys(artists, Track(NOWHERE[None, None]))

    def _points(self, run):
        """The truth (N,) and the answers (takes, frames, N), as they are drawn."""
        task, answers = self.task, run.answers
        if task.name == BOTH:
            return task.strength, run.strengths
        if task.name == RATING:
            return task.y[:, 0], answers[..., 0]
        y, shares = task.y, answers
        if task.name == TWO:  # one answer tells of both
            y, shares = (np.concatenate([share, 1 - share], axis=-1) for share in (y, shares))
        place = np.empty(len(y))
        for k, column in enumerate(y.T):
            members = np.flatnonzero(column)
            place[members] = k + np.linspace(-BESIDE, BESIDE, len(members))
        return place, (shares * y).sum(axis=-1)

    def _draw_network(self, box, activation, loss, hidden):
        task, layers = self.task, [hidden] if hidden else []
        outputs = task.y.shape[1] + (task.name == BOTH)
        places = Places((2, *layers, outputs))
        ax = self.axes(box, "The design")
        network_axes(ax)
        for layer in places.edges:
            ends = np.pad(layer.reshape(-1, 2, 2), ((0, 0), (0, 1), (0, 0)), constant_values=np.nan)
            draw_line(ax, "contour", ends.reshape(-1, 2)).set_zorder(2)
        names = [["x₁", "x₂"], *([""] * units for units in (*layers, outputs))]
        for disc in draw_units(ax, places, names):
            disc.set_zorder(2.5)
        for text in ax.texts:
            text.set_zorder(2.8)
        self._draw_outputs(ax, places)
        last = "no activation" if activation == "none" else activation
        if task.name == BOTH and activation != "none":
            last += "\ns: none"
        below = text_style(12.5, LIGHT.ink, va="top")
        ax.text(0, -0.14, " and ".join(task.inputs), **below)
        if hidden:
            ax.text(places.columns[1][0, 0], -0.14, "ReLU", ha="center", **below)
        ax.text(1, -0.14, last, ha="right", **below)
        above = text_style(12.5, LIGHT.ink, va="bottom")
        ax.text(0, 1.08, f"{task.name}; loss: {loss}", **above)

    def _draw_outputs(self, ax, places):
        """A face for each class, or what the number is called."""
        name, spots = self.task.name, places.columns[-1]
        size = 0.74 * unit_diameter(ax, places)
        if name == TWO:
            draw_faces(ax, *spots.T, [3.5], [2.0], [1], size=size)
        if name in (FOUR, BOTH):
            draw_moods(ax, *spots[:4].T, *np.transpose(TYPICAL), MOODS, size=size)
        if name in (RATING, BOTH):
            ink = text_style(12.5, LIGHT.ink, ha="center", va="center_baseline", zorder=2.9)
            ax.text(*spots[-1], "ŷ" if name == RATING else "s", **ink)

    def _number_axes(self, box, number):
        top = 4.3 if number == "rating" else 2.2
        ax = self.axes(box, "Answers over the truth", f"true {number}", f"estimated {number}")
        ax.set(xlim=(-0.1, top), ylim=(-0.3, top))
        draw_line(ax, "reference", [(-1, -1), (5, 5)])
        return ax

    def _share_axes(self, box):
        classes = MOODS if self.task.name == FOUR else ("happy", "sad")
        ax = self.axes(box, "Answer for the true mood", ylabel="ŷ of the true mood")
        ax.set(xlim=(-0.6, len(classes) - 0.4), ylim=(-0.6, 1.6))
        ax.set_xticks(range(len(classes)), classes)
        ax.set_yticks((-0.5, 0, 0.5, 1, 1.5))
        for height in (0, 1):
            draw_line(ax, "reference", [(-1, height), (4, height)])
        return ax

    def _goal_axes(self, box, meanings):
        rating = self.task.name == RATING
        ax = self.axes(box, "Off by, on average" if rating else "What counts", "step")
        loss_axes(ax, STEPS, (0.0, 2.2 if rating else 1.0))
        step_axis(ax)
        if not rating:
            names = {meaning: GOALS[meaning] for meaning in meanings}
            draw_legend(ax, names, loc="upper right", on_top=True)
        return ax
