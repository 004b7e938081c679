"""What each notebook's by-hand cell must arrive at, computed with the library.

A notebook spells its section's algorithm out in one cell tagged `by-hand` and leaves the result in
variables. Its entry here is a function that takes the notebook's variables and returns the
expected value of each of those, by name.
"""

from lecture_lib.data import load_faces
from lecture_lib.features import raw
from lecture_lib.losses import SquaredLoss
from lecture_lib.models import Linear
from lecture_lib.objective import Objective


def loss_of_a_line(variables):
    faces = load_faces("train")
    X = raw()(faces.scores("mouth"))
    objective = Objective(Linear(), SquaredLoss(), X, faces.labels)
    return {"L": objective.value([variables["w0"], variables["w1"]])}


EXPECTED = {"11_where_do_you_draw_the_line": loss_of_a_line}
