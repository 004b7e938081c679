"""Panels of a small network: its hidden units as lines among the faces, and its weights."""

import numpy as np

from lecture_lib.activations import Step
from lecture_lib.backprop import with_one
from lecture_lib.explorers.views.picture import NOWHERE
from lecture_lib.pictures.crowd import mark_wrong
from lecture_lib.pictures.edges import draw_edges, edge_bands
from lecture_lib.pictures.faces import draw_faces
from lecture_lib.pictures.figure import new_axes, pixels_per_unit
from lecture_lib.pictures.line import boundary_in_plane
from lecture_lib.pictures.network import Places, draw_units, network_axes, unit_names
from lecture_lib.pictures.regions import draw_region, region_rings
from lecture_lib.pictures.style import draw_line
from lecture_lib.stage import Track

REACH = 1.35  # of both scores in the picture
POINTS = 33  # of the grid on which the happy region is found, along each axis
HEAD = 19  # CSS pixels
UNITS = ("first unit", "second unit", "third unit")  # how their lines look
LARGEST = 10.0  # weight that is drawn with full breadth


class UpsideDownView:
    """The upside-down faces, each hidden unit as a line, and where the network says happy.

    Parameters
    ----------
    objective : Objective
        A network of 2 inputs, one hidden layer and one output, on these faces.
    """

    def __init__(self, figure, box, objective, title="The faces, and the hidden lines"):
        self.objective = objective
        names = {"xlabel": "x₁: bend of the mouth", "ylabel": "x₂: eyes above mouth"}
        self.ax = new_axes(figure, box, title=title, **names)
        self.box = (-REACH, REACH, -REACH, REACH)
        self.ax.set(xlim=self.box[:2], ylim=self.box[2:], xticks=(-1, 0, 1), yticks=(-1, 0, 1))
        self.spots = objective.X[:, 1:]
        bend, eyes = self.spots.T
        scores = 2 + 1.6 * bend, np.full(len(bend), 2.0)
        labels = np.where(objective.y > 0, 1, -1)
        look = {"upside_down": eyes < 0, "size": HEAD, "moving": True}  # on top of the region
        self.faces = draw_faces(self.ax, bend, eyes, *scores, labels, **look)
        self.wrong = mark_wrong(self.ax, self.spots, moving=True, size=HEAD)
        self.region = draw_region(self.ax, NOWHERE, moving=True)
        hidden = objective.model.sizes[1]
        # from the third on they look alike
        units = [UNITS[min(k, len(UNITS) - 1)] for k in range(hidden)]
        self.lines = [draw_line(self.ax, unit) for unit in units]

    def tracks(self, thetas, objective=None):
        """Return where everything is.

        The objective may be another one with as many hidden units, on the same faces.
        """
        objective = objective or self.objective
        network = objective.model
        undecided = network.activations[-1].value(0.0)
        marks = np.linspace(-REACH - 0.1, REACH + 0.1, POINTS)  # the frame itself is no border
        grid = np.stack(np.meshgrid(marks, marks), axis=-1).reshape(-1, 2)
        happy = network.predict(thetas, with_one(grid)) - undecided
        first = network.weights(thetas)[0]
        if isinstance(network.activations[0], Step):
            happy = np.sign(happy) * nearest_line(first, grid)
        hidden = np.moveaxis(first, -1, 0)  # (1 + 2, takes, frames, units)
        ends = boundary_in_plane(*hidden, self.box)
        lines = {line: Track(ends[:, :, k]) for k, line in enumerate(self.lines)}
        rings = region_rings(marks, marks, happy.reshape(*thetas.shape[:2], POINTS, POINTS))
        return lines | {
            self.region: Track(rings),
            self.faces: Track(self.faces.get_offsets()[None, None]),
            self.wrong: Track(self.spots[None, None], shown=objective.wrong(thetas)),
        }


def nearest_line(weights, places):
    """Return how far the nearest of some units' lines is, (..., P).

    A border that consists of such lines is found exactly between the points of a grid, if the
    function that is traced falls to 0 on them.

    Parameters
    ----------
    weights : array (..., units, 3)
    places : array (P, 2)
    """
    scores = np.abs(weights @ with_one(places).T)
    return (scores / np.hypot(*np.moveaxis(weights[..., 1:], -1, 0))[..., None]).min(axis=-2)


class WeightsView:
    """A network as a diagram whose edges are as broad as their weights, dashed where negative.

    Parameters
    ----------
    sizes : tuple of int
    title : str
    largest : float, optional
        The size of weight that has the full breadth; None for the largest that there is.
    """

    def __init__(self, figure, box, sizes, title="Its weights", largest=LARGEST):
        self.largest = largest
        self.ax = new_axes(figure, box, title=title)
        network_axes(self.ax)
        self.places = Places(sizes)
        draw_units(self.ax, self.places, unit_names(sizes))
        self.edges = draw_edges(self.ax, NOWHERE, NOWHERE, moving=True)

    def tracks(self, weights):
        """Return where the edges are, for one array (takes, frames, K, 1 + D) per layer."""
        scale = pixels_per_unit(self.ax)
        bands = edge_bands(self.places, weights, scale, largest=self.largest)
        return {edge: Track(points) for edge, points in zip(self.edges, bands, strict=True)}
