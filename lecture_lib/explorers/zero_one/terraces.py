"""What the meter and the blend share: a line among faces, and its place on the terraces."""

from lecture_lib.experiments.lines import WINDOW
from lecture_lib.experiments.zero_one import CROWDS, Cells, crowd, line_through
from lecture_lib.explorers.explorer import Explorer
from lecture_lib.explorers.state import Pick, to_notches
from lecture_lib.explorers.views.crowd import opposite_end
from lecture_lib.explorers.views.picture import Picture
from lecture_lib.explorers.views.terraces import NOTCH, GapView, TerracesView


class TerracesExplorer(Explorer):
    """Draw a line among faces, or set its place on the terraces; `w0` and `w1` come below."""

    DRAWN_FOR = ("faces",)

    faces = Pick("twelve", CROWDS, "faces")

    def dragged(self, name, x, y):
        """Take the line as it was drawn, or from its place on the terraces."""
        if name.startswith("line"):
            fixed = opposite_end(self.stage.handles, name, self.stage.take, self.stage.frame)
            self.stage.seek(0)
            x, y = line_through((x, y), fixed)
        w0, w1 = to_notches((x, y), *WINDOW, NOTCH)
        self.set(w0=w0, w1=w1)


class TerracesPicture(Picture):
    """The faces with the line and the terraces; a third panel is left for more.

    Parameters
    ----------
    faces : {"twelve", "forty"}
    """

    def __init__(self, faces):
        super().__init__()
        self.model = crowd(faces)
        self.cells = Cells(self.model.objective.X)
        self.crowd = GapView(self.figure, self.panels[0], self.model)
        self.plane = TerracesView(self.figure, self.panels[1], self.cells)

    def handles(self, tracks):
        """Return the handles on the place and on the line, given the tracks of the present data."""
        return [self.plane.start(tracks), *self.crowd.grips(tracks)]
