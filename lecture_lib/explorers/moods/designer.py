"""The system designer: choose the last layer and the loss for a task, and see the outcome."""

from lecture_lib.experiments.designs import (
    BOTH,
    FOUR,
    HIDDEN,
    TASKS,
    WEIGHTS,
    fault,
    steps,
    task,
    train_design,
)
from lecture_lib.experiments.last_layer import ACTIVATIONS, LOSSES
from lecture_lib.explorers.explorer import Explorer, State, bind, columns, key, one_of
from lecture_lib.explorers.kept import Kept
from lecture_lib.explorers.moods.designer_picture import DesignerPicture
from lecture_lib.explorers.moods.designer_words import REFUSED, design_name, design_readout
from lecture_lib.stage import Choice, Readout, Slider, Stage

LABEL = "The network as designed, what it answers for each face, and how it gets better"


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
    TypeError, ValueError
        If a part of the state is none of those; the message names it.

    Source: S18.11-S18.14 (slide 56): E18.3.
    """

    task = State(FOUR, one_of, TASKS)
    activation = State("softmax", one_of, ACTIVATIONS)
    loss = State("cross entropy", one_of, LOSSES)
    hidden = State(0, one_of, (0, HIDDEN))
    w = State(0.5, one_of, WEIGHTS)

    def build(self):
        """Make the stage and the controls; return what the explorer consists of."""
        self.weight = Slider(label="weight w", at_rest=True, hint="Of the loss of the strength")
        names = ("task", "activation", "loss", "hidden layer")
        card, activation, loss, hidden = (Choice(label=name) for name in names)
        bind(self, "w", self.weight, WEIGHTS, "{:g}".format)
        bind(self, "task", card, TASKS)
        bind(self, "activation", activation, ACTIVATIONS)
        bind(self, "loss", loss, LOSSES)
        bind(self, "hidden", hidden, (0, HIDDEN), {0: "none", HIDDEN: f"{HIDDEN} ReLU"}.get)
        self.pictures = Kept(self._new_picture)
        self.picture = self._picture()
        figure, panels = self.picture.figure, self.picture.panels
        self.stage = Stage(figure, label=LABEL, panels=panels, hand=self.weight)
        self.stage.frame = len(steps()) - 1
        self.stage.speed = 15.0
        controls = columns(
            [card, loss, self.weight], [activation, hidden, key("reset", self.reset)]
        )
        return [controls, self.stage]

    def refresh(self, changed):
        """Train the design; with two losses, once for each weight."""
        self.weight.layout.display = "" if self.task == BOTH else "none"
        with self.stage.hold_sync():
            if self.settled:
                self.put(self._picture(), unchanged=True)
            design = (self.task, self.activation, self.loss)
            if why := fault(*design):
                said = REFUSED[why].format(design_name(*design, self.hidden))
                readout = Readout(said, {"step": steps()[None]})  # as many frames as others
                self.stage.show(self.picture.nothing(), readout, steps=steps().tolist())
                return
            run = train_design(*design, self.hidden)
            readout = design_readout(*design, self.hidden, run)
            self.stage.show(self.picture.tracks(run), readout, steps=steps().tolist())

    def telling_frames(self):
        """Return the end alone: what a design comes to."""
        return [self.stage.frames - 1]

    def _picture(self):
        return self.pictures(self.task, self.activation, self.loss, self.hidden)

    def _new_picture(self, name, *design):
        return DesignerPicture(task(name), *design)
