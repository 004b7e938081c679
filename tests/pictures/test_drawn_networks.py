"""Networks: every part where it belongs, edges as broad as their weights, nothing out of sight."""

from itertools import pairwise

import numpy as np
import pytest

from lecture_lib.pictures import edges, network
from lecture_lib.pictures.figure import (
    POINTS_PER_PIXEL,
    new_axes,
    new_figure,
    pixels_per_unit,
)
from lecture_lib.pictures.style import LIGHT

SIZES = [(1, 1), (2, 2, 1), (2, 3, 1), (3, 4, 2), (2, 3, 3, 1), (8, 1, 6, 1)]
sizes_of_all_kinds = pytest.mark.parametrize("sizes", SIZES, ids=str)


@pytest.fixture
def ax():
    ax = new_axes(new_figure(340, 388), (0, 0, 340, 388))
    network.network_axes(ax)
    return ax


def weights_of(sizes, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(after, 1 + before)) for before, after in pairwise(sizes)]


@sizes_of_all_kinds
def test_edges_lead_from_what_a_weight_multiplies_to_its_unit(sizes):
    places = network.Places(sizes)
    for layer, ends in enumerate(places.edges):
        before, after = places.columns[layer : layer + 2]
        assert ends.shape == (sizes[layer + 1], 1 + sizes[layer], 2, 2)
        for k, row in enumerate(ends):
            np.testing.assert_array_equal(row[0, 0], places.biases[layer])
            np.testing.assert_array_equal(row[1:, 0], before)
            np.testing.assert_array_equal(row[:, 1], np.tile(after[k], (len(row), 1)))


@sizes_of_all_kinds
def test_units_keep_their_distance_and_lie_in_sight(ax, sizes):
    places = network.Places(sizes)
    spots = np.concatenate([*places.columns, places.biases]) * pixels_per_unit(ax)
    apart = np.linalg.norm(spots[:, None] - spots, axis=-1) + 1e9 * np.eye(len(spots))
    units = network.draw_units(ax, places, network.unit_names(sizes))[0]
    diameter = 2 * np.sqrt(units.get_sizes()[0]) / POINTS_PER_PIXEL
    assert network.UNIT / 2 < diameter <= network.UNIT
    assert apart.min() >= diameter
    bottom, top = np.array(ax.get_ylim()) * pixels_per_unit(ax)[1]
    halo = (network.UNIT + network.HALO) / 2
    assert spots[:, 1].min() - bottom >= halo
    assert top - spots[:, 1].max() >= halo


def test_names():
    assert network.unit_names((2, 3, 2)) == [["x₁", "x₂"], ["h₁", "h₂", "h₃"], ["ŷ₁", "ŷ₂"]]
    assert network.unit_names((1, 1, 1, 1)) == [["x₁"], ["h₁"], ["h′₁"], ["ŷ"]]


@sizes_of_all_kinds
def test_an_edge_is_as_broad_as_its_weight(ax, sizes):
    places, scale = network.Places(sizes), pixels_per_unit(ax)
    weights = weights_of(sizes)
    flat = np.concatenate([W.ravel() for W in weights])
    positive, negative = (
        band.reshape(-1, 5, 2) * scale
        for band in edges.edge_bands(places, weights, scale, largest=2.0, widest=10)
    )
    for w, up, down in zip(flat, positive, negative, strict=True):
        band, other = (up, down) if w > 0 else (down, up)
        assert np.isnan(other).all()
        assert np.isnan(band[4]).all()
        breadth = np.linalg.norm(band[0] - band[3])
        assert breadth == pytest.approx(10 * min(abs(w) / 2, 1))
        assert (band[1] - band[0]) @ (band[3] - band[0]) == pytest.approx(0, abs=1e-6)


def test_edges_of_a_whole_training_at_once(ax):
    """Leading axes are takes and frames, as a stage wants them."""
    places, scale = network.Places((2, 2, 1)), pixels_per_unit(ax)
    many = [np.random.default_rng(1).normal(size=(3, 5, *W.shape)) for W in weights_of((2, 2, 1))]
    together = edges.edge_bands(places, many, scale, largest=3)
    alone = edges.edge_bands(places, [W[2, 4] for W in many], scale, largest=3)
    for band, wanted in zip(together, alone, strict=True):
        assert band.shape == (3, 5, 5 * 9, 2)
        np.testing.assert_array_equal(band[2, 4], wanted)


def test_without_a_largest_weight_the_largest_here_has_the_full_breadth(ax):
    places, scale = network.Places((1, 1)), pixels_per_unit(ax)
    positive, _ = edges.edge_bands(places, [[[0.5, 4.0]]], scale, widest=8)
    breadths = np.linalg.norm((positive[[0, 5]] - positive[[3, 8]]) * scale, axis=-1)
    assert breadths == pytest.approx([1, 8])
    for band in edges.edge_bands(places, [[[0.0, 0.0]]], scale):
        assert np.isnan(band).all()


def test_the_sign_is_told_by_filling_too(ax):
    nothing = np.full((1, 2), np.nan)
    drawn = edges.draw_edges(ax, nothing, nothing, moving=True)
    faces = [patch.get_facecolor() for patch in drawn]
    assert faces[0] == drawn.positive.get_edgecolor()
    assert faces[1] != drawn.negative.get_edgecolor()


def test_what_moves_lies_below_the_units_and_above_the_rest(ax):
    places = network.Places((2, 2, 1))
    units = network.draw_units(ax, places, network.unit_names(places.sizes))
    nothing = np.full((1, 2), np.nan)
    moving = [
        *edges.draw_edges(ax, nothing, nothing, moving=True),
        edges.mark_edges(ax, nothing, moving=True),
        network.mark_units(ax, places.columns[1], moving=True),
    ]
    assert all(artist.get_animated() for artist in moving)
    assert not any(artist.get_animated() for artist in [*units, *ax.texts])
    assert all(4 <= artist.get_zorder() <= 8 for artist in moving)
    assert all(artist.get_zorder() >= 9 for artist in [*units, *ax.texts])
    assert len(ax.texts) == 5 + 2


def test_a_drawn_network_shows_its_parts(ax, pixels):
    places, scale = network.Places((1, 1)), pixels_per_unit(ax)
    edges.draw_edges(ax, *edges.edge_bands(places, [[[-1.0, 1.0]]], scale))
    network.draw_units(ax, places, [["x₁"], ["ŷ"]])
    picture = pixels(ax.figure)

    def colour(place):
        x, y = ax.transData.transform(place)
        return picture[round(picture.shape[0] - y), round(x)].tolist()

    def rgb(role):
        return list(bytes.fromhex(getattr(LIGHT, role).lstrip("#")))

    bias, x = places.edges[0][0]
    assert colour(x.mean(axis=0)) == rgb("happy")
    assert colour(bias.mean(axis=0)) == rgb("paper")  # hollow
    off_the_name = places.columns[0][0] + (0, 11 / scale[1])
    assert colour(off_the_name) == rgb("paper")


BAD = [
    (network.Places, {"sizes": (2,)}, "sizes must be two or more numbers, got"),
    (network.Places, {"sizes": (2, 0)}, "sizes must be a whole number of at least 1, got 0"),
    (
        edges.edge_bands,
        {"places": network.Places((1, 1)), "weights": [[[1.0]]], "scale": (1, 1)},
        r"weights must have the shapes \[\(1, 2\)\], got \[\(1, 1\)\]",
    ),
    (
        edges.edge_bands,
        {"places": network.Places((1, 1)), "weights": [[[1.0, np.inf]]], "scale": (1, 1)},
        "weights must hold finite numbers, got inf",
    ),
    (
        edges.edge_bands,
        {"places": network.Places((1, 1)), "weights": [[[1, 1.0]]], "scale": (1, 1), "widest": 0},
        "widest must be a positive",
    ),
    (edges.band_points, {"ends": [1], "breadth": [1], "scale": (1, 1)}, "ends must have a last"),
]


@pytest.mark.parametrize(("function", "arguments", "message"), BAD)
def test_bad_input_is_refused_in_words(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(**arguments)


def test_names_must_fit(ax):
    with pytest.raises(ValueError, match=r"names must be one per unit of \(1, 1\), got"):
        network.draw_units(ax, network.Places((1, 1)), [["x₁"]])
