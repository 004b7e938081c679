"""The figure of the line explorer: three linked views of a descent."""

from lecture_lib.explorers.views import CrowdView, CurveView, LandscapeView, Picture, rows_of


class LinePicture(Picture):
    """The faces with the line, the loss landscape with the path, and the loss curve.

    Parameters
    ----------
    model : FaceModel
    steps : int
        The last step of the loss curve.
    sliced : bool
        Show the landscape at the present third weight.
    """

    def __init__(self, model, steps, sliced=False):
        super().__init__()
        faces, landscape, curve = self.panels
        self.crowd = CrowdView(self.figure, faces, model)
        self.landscape = LandscapeView(self.figure, landscape, model, sliced)
        self.curve = CurveView(self.figure, curve, model.lowest, steps)

    def tracks(self, run):
        """Return where everything is, for a run of all learning rates at once.

        Parameters
        ----------
        run : Run
            thetas of shape (steps + 1, takes, D).
        """
        rows = rows_of(run, len(self.crowd.spots))
        return {
            **self.crowd.tracks(run.thetas.swapaxes(0, 1), rows),
            **self.landscape.tracks(run, rows),
            **self.curve.tracks(run.losses.T),
        }

    def handles(self, tracks):
        """Return what can be dragged: the start on the landscape, the line over the faces."""
        return [self.landscape.start(tracks), *self.crowd.grips(tracks)]
