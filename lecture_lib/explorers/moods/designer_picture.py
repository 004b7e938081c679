"""The figure of the system designer: the network, its answers, and how they get better."""

import numpy as np

from lecture_lib.experiments.designs import BOTH, RATING, STEPS, TWO, goals, mistakes, steps
from lecture_lib.experiments.moods import MOODS
from lecture_lib.explorers.views import NOWHERE, Picture
from lecture_lib.pictures.curves import loss_axes
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes, text_style
from lecture_lib.pictures.legend import draw_legend
from lecture_lib.pictures.moods import TYPICAL, draw_moods
from lecture_lib.pictures.network import Places, draw_units, network_axes, unit_diameter
from lecture_lib.pictures.style import LIGHT, draw_line
from lecture_lib.stage import Track

ACTIVATED = {"none": "no activation", "sigmoid": "sigmoid", "softmax": "softmax"}
BESIDE = 0.36  # how far the faces of a class spread on their axis
NOTHING = Track(np.full((1, 1, 1, 2), np.nan))
ANSWERS = {"named rightly": "right", "named wrongly": "wrong"}


class DesignerPicture(Picture):
    """The design as a network, the answer for each face over the truth, and the goals over steps.

    Parameters
    ----------
    task : Task
    activation, loss : str
    hidden : int
    """

    def __init__(self, task, activation, loss, hidden):
        super().__init__()
        self.task = task
        network, answers, curve = self.panels
        self._draw_network(network, activation, loss, hidden)
        self.answers = self._answer_axes(answers)
        self.curve = self._goal_axes(curve)
        self.right, self.wrong = (draw_line(self.answers, m, NOWHERE, moving=True) for m in ANSWERS)
        goal = "second goal" if task.name == RATING else "loss"
        self.goals = [draw_line(self.curve, goal, NOWHERE, moving=True)]
        if task.name == BOTH:
            self.goals.append(draw_line(self.curve, "second goal", NOWHERE, moving=True))

    def tracks(self, run):
        """Return where everything is, for what a design has learned."""
        truth, answer = self._points(run)
        wrong = mistakes(self.task.name, run.answers)
        points = np.stack(np.broadcast_arrays(truth, answer), axis=-1)
        told, missed = (np.where(m[..., None], points, np.nan) for m in (~wrong, wrong))
        share, error = goals(self.task.name, run)
        shown = [error] if self.task.name == RATING else [share / len(truth), error]
        tracks = {self.right: Track(told), self.wrong: Track(missed)}
        for line, goal in zip(self.goals, shown, strict=False):
            path = np.stack([np.broadcast_to(steps(), goal.shape), goal], axis=-1)
            tracks[line] = Track(path[:, None], "grows")
        return tracks

    def nothing(self):
        """Return the tracks of a design that cannot be trained."""
        return dict.fromkeys([self.right, self.wrong, *self.goals], NOTHING)

    def _points(self, run):
        """The truth (N,) and the answers (takes, frames, N), as they are drawn."""
        task, answers = self.task, run.answers
        if task.name == BOTH:
            return task.strength, run.strengths
        if task.name == RATING:
            return task.y[:, 0], answers[..., 0]
        y = task.y if task.name != TWO else np.hstack([task.y, 1 - task.y])
        shares = answers if task.name != TWO else np.concatenate([answers, 1 - answers], axis=-1)
        place = np.empty(len(y))
        for k, column in enumerate(y.T):
            members = np.flatnonzero(column)
            place[members] = k + np.linspace(-BESIDE, BESIDE, len(members))
        return place, (shares * y).sum(axis=-1)

    def _draw_network(self, box, activation, loss, hidden):
        task = self.task
        outputs = task.y.shape[1] + (task.name == BOTH)
        places = Places((2, *[hidden] * bool(hidden), outputs))
        ax = new_axes(self.figure, box, title="The design")
        network_axes(ax)
        for layer in places.edges:
            ends = layer.reshape(-1, 2, 2)
            gaps = np.full((len(ends), 1, 2), np.nan)
            points = np.concatenate([ends, gaps], axis=1).reshape(-1, 2)
            draw_line(ax, "contour", points).set_zorder(2)
        names = [["x₁", "x₂"], *[[""] * hidden] * bool(hidden), [""] * outputs]
        discs = draw_units(ax, places, names)
        for disc in discs:
            disc.set_zorder(2.5)
        for text in ax.texts:
            text.set_zorder(2.8)
        self._draw_outputs(ax, places)
        last = ACTIVATED[activation] + ", s: none" * (task.name == BOTH and activation != "none")
        words = [" and ".join(task.inputs), *["ReLU"] * bool(hidden), last]
        ink = text_style(12.5, LIGHT.ink, va="top")
        sides = ("left", *["center"] * bool(hidden), "right")
        for column, word, ha in zip(places.columns, words, sides, strict=True):
            x = {"left": 0.0, "center": column[0, 0], "right": 1.0}[ha]
            ax.text(x, -0.14, word, ha=ha, **ink)
        ax.text(
            0,
            1.08,
            f"{task.name}; loss: {loss}",
            ha="left",
            va="bottom",
            **text_style(12.5, LIGHT.ink),
        )

    def _draw_outputs(self, ax, places):
        """A face for each class, or what the number is called."""
        task, spots = self.task, places.columns[-1]
        size = 0.74 * unit_diameter(ax, places)
        if task.name == TWO:
            draw_faces(ax, *spots.T, [3.5], [2.0], [1], size=size)
            return
        ink = text_style(12.5, LIGHT.ink, ha="center", va="center_baseline", zorder=2.9)
        if task.name == RATING:
            ax.text(*spots[0], "ŷ", **ink)
            return
        draw_moods(ax, *spots[:4].T, *np.transpose(TYPICAL), MOODS, size=size)
        if task.name == BOTH:
            ax.text(*spots[4], "s", **ink)

    def _answer_axes(self, box):
        name = self.task.name
        if name in (RATING, BOTH):
            top = 4.3 if name == RATING else 2.2
            what = "rating" if name == RATING else "strength"
            words = {"title": "Answers over the truth", "xlabel": f"true {what}"}
            ax = new_axes(self.figure, box, **words, ylabel=f"estimated {what}")
            ax.set(xlim=(-0.1, top), ylim=(-0.3, top))
            draw_line(ax, "reference", [(-1, -1), (5, 5)])
        else:
            classes = MOODS if name != TWO else ("happy", "sad")
            words = {"title": "Answer for the true mood", "ylabel": "ŷ of the true mood"}
            ax = new_axes(self.figure, box, **words)
            ax.set(xlim=(-0.6, len(classes) - 0.4), ylim=(-0.6, 1.6))
            ax.set_xticks(range(len(classes)), classes)
            ax.set_yticks((-0.5, 0, 0.5, 1, 1.5))
            for height in (0, 1):
                draw_line(ax, "reference", [(-1, height), (4, height)])
        if name != RATING:
            mood = "mood " * (name == BOTH)
            legend = {meaning: mood + word for meaning, word in ANSWERS.items()}
            draw_legend(ax, legend, loc="lower right", on_top=True)
        return ax

    def _goal_axes(self, box):
        name = self.task.name
        goal = {"loss": "share named wrongly", "second goal": "strength off by"}
        title = {RATING: "Off by, on average"}.get(name, "What counts")
        ax = new_axes(self.figure, box, title=title, xlabel="step")
        loss_axes(ax, STEPS, (0.0, 2.2 if name == RATING else 1.0))
        ax.set_xscale("symlog", linthresh=10, linscale=0.8)
        ax.set_xticks([0, 5, 10, 30, 100, 300], ["0", "5", "10", "30", "100", "300"])
        if name != RATING:
            shown = dict(list(goal.items())[: 1 + (name == BOTH)])
            draw_legend(ax, shown, loc="upper right", on_top=True)
        return ax
