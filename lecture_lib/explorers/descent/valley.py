"""A ball in the valleys: descent on curves that are convex or not."""

from lecture_lib import checks
from lecture_lib.experiments.curves import double_well, endless_slope, wavy_bowl
from lecture_lib.experiments.playgrounds import AbsoluteValue, Ravine
from lecture_lib.explorers.ball import ETA, START, BallExplorer
from lecture_lib.explorers.state import Pick, Slide, within
from lecture_lib.explorers.views.valley import ValleyView

WINDOW = (-5.0, 5.0)
NOTCHES = tuple(round(0.1 * n, 1) for n in range(-50, 51))
ETAS = (
    *(0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.13, 0.16, 0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.45, 0.5),
    *(0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99, 1.0, 1.01, 1.05, 1.1, 1.2, 1.3, 1.5),
    *(1.7, 2.0, 2.2, 2.5, 3.0),
)
CURVATURES = (0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
REACHES = (1.0, 2.0, 3.0, 5.0)  # how much higher than the bowl θ² the picture is
BENDS = "How sharply the bowl ½ λ θ² bends"
CURVES = {  # key: name, convex or not, heights in the picture, the curve for a curvature λ
    "bowl": ("½ λ θ²", "convex", (-1.3, 26), lambda curvature: Ravine((curvature,))),
    "wavy": ("θ² + 3 sin² θ", "not convex", (-1.3, 26), lambda _: wavy_bowl()),
    "wells": ("double well", "not convex", (-1, 10), lambda _: double_well(width=2.5)),
    "endless": ("exp(−θ)", "convex", (-0.45, 9), lambda _: endless_slope()),
    "crease": ("|θ|", "convex", (-0.26, 5.2), lambda _: AbsoluteValue()),
}


class ValleyExplorer(BallExplorer):
    """Let a ball descend on curves that are convex or not, with one valley, two, or none.

    Parameters
    ----------
    hand : {"start", "eta", "momentum"}
        Which number is in the hand: moving it never waits for the kernel.
    choose : bool
        Offer a menu of all curves, else only the one it starts with.
    curve : {"bowl", "wavy", "wells", "endless", "crease"}
        ½ λ θ² with curvature λ; θ² + 3 sin² θ; a double well; e^-θ; |θ|.
    start : float
        θ at step 0, within -5 and 5.
    eta : float
        Learning rate η, positive.
    momentum : float
        m, at least 0 and below 1. Its slider is there if it begins above 0 or is in the hand.
    curvature : float
        λ of the bowl, within 0.1 and 10; the bowl θ² has 2.
    steps : int
        How many steps are taken.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described; the message names it.

    Source: S3.1-S3.3 (slide 7), E3.2; S7.2 (slide 15), E7.1.
    """

    curve = Pick("bowl", CURVES, "curve", lambda curve: CURVES[curve][0])
    start = Slide(4.5, NOTCHES, **START, low=-5, high=5)
    eta = Slide(0.1, ETAS, **ETA)
    curvature = Slide(2.0, CURVATURES, "curvature λ", BENDS, within, low=0.1, high=10)

    def __init__(self, hand="start", choose=True, **state):
        self.choose = checks.flag("choose", choose)
        super().__init__(hand, **state)

    def drawn_for(self):
        """Return what the picture depends on, also how high it has to reach to show every start."""
        return self.curve, self.steps, self._reach()

    def _reach(self):
        steep = self.curvature / 2 if self.curve == "bowl" else 1.0
        return next(reach for reach in REACHES if reach >= steep)

    def unused(self):
        """Show the curvature with the bowl only, and the curves if there is a choice."""
        of_use = {"curvature": self.curve == "bowl", "curve": self.choose}
        return (*super().unused(), *(name for name, used in of_use.items() if not used))

    def curve_of(self, curvature, **_):
        """Return the curve of the present state."""
        return CURVES[self.curve][-1](curvature)

    def new_view(self, figure, box):
        """Return the view of the present curve."""
        name, _, heights, _ = CURVES[self.curve]
        heights = tuple(self._reach() * height for height in heights)
        title = f"L(θ) = {name}" if self.curve != "wells" else "A double well"
        return ValleyView(figure, box, window=WINDOW, heights=heights, title=title)

    def lead(self):
        """Say whether the curve is convex."""
        return f"This curve is {CURVES[self.curve][1]}. "
