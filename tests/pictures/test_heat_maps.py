"""Heat maps: the colour tells the ratio to every eye, and the numbers are those that were meant."""

from itertools import combinations

import numpy as np
import pytest
from test_palettes import EYES, contrast, seen, themes

from lecture_lib.pictures import digits, heat
from lecture_lib.pictures.figure import new_axes, new_figure
from lecture_lib.pictures.repaint import repaint
from lecture_lib.pictures.style import DARK, LIGHT
from lecture_lib.stage.track import Track, pose

BOX = (0, 0, 340, 388)
PLACES = np.array([(50.0, 40.0), (150.0, 40.0), (50.0, 90.0)])


@pytest.fixture
def ax():
    """Axes whose unit is the pixel."""
    ax = new_axes(new_figure(340, 388), BOX)
    ax.set(xlim=(0, 286), ylim=(0, 286))
    ax.axis("off")
    return ax


@pytest.mark.parametrize(
    ("ratio", "name"),
    [
        (-7, "< 0"),
        (-1e-9, "< 0"),
        (0, "< ½"),
        (0.49, "< ½"),
        (0.5, "< 1"),
        (0.9999, "< 1"),
        (1, "= 1"),
        (1.0001, "> 1"),
        (2, "> 2"),
        (3.99, "> 2"),
        (4, "> 4"),
        (1e6, "> 4"),
    ],
)
def test_a_ratio_has_the_band_that_names_it(ratio, name):
    assert heat.NAMES[heat.band_of(ratio)] == name


def test_of_every_cell_one_band_is_shown():
    ratio = np.array([[-1, 1, 3], [1, 0.2, 9]])
    shown = heat.bands_shown(ratio)
    assert shown.shape == (2, 3 * len(heat.NAMES))
    assert shown.reshape(2, 3, -1).argmax(axis=-1).tolist() == heat.band_of(ratio).tolist()
    assert (shown.reshape(2, 3, -1).sum(axis=-1) == 1).all()


@themes
def test_ink_is_legible_on_every_band(palette):
    assert min(contrast(palette.ink, band) for band in palette.bands) >= 4.5


@themes
@pytest.mark.parametrize("eye", EYES)
def test_bands_are_apart_for_every_eye(palette, eye):
    for a, b in combinations(palette.bands, 2):
        assert np.linalg.norm(seen(a, eye) - seen(b, eye)) >= 0.05, (a, b)


@themes
def test_what_is_right_has_the_colour_of_the_paper(palette):
    assert palette.bands[heat.band_of(1)] == palette.paper


def test_a_cell_is_painted_in_its_band(ax, pixels):
    cells = heat.draw_cells(ax, PLACES, (60, 30))
    spots = cells.get_offsets()[None, None]
    pose(cells, Track(spots, shown=heat.bands_shown([-1, 1, 9])[None, None]), 0, 0)
    for old, palette in ((DARK, LIGHT), (LIGHT, DARK)):
        repaint(ax.figure, old, palette)
        picture = pixels(ax.figure)
        for place, band in zip(PLACES, heat.band_of([-1, 1, 9]), strict=True):
            x, y = ax.transData.transform(place)
            found = picture[round(picture.shape[0] - y), round(x)]
            wanted = palette.bands[band].lstrip("#")
            assert found.tolist() == list(bytes.fromhex(wanted))


def test_the_scale_shows_every_band_with_its_name(ax, pixels):
    row = heat.draw_scale(ax, 0, 280, 100)
    picture = pixels(ax.figure)
    x, y = ax.transData.transform((4, 100))
    edge = picture[round(picture.shape[0] - y), round(x)]  # beside the name
    assert edge.tolist() == list(bytes.fromhex(LIGHT.bands[0].lstrip("#")))
    assert [text.get_text() for text in ax.texts] == list(heat.NAMES)
    assert len(row.get_offsets()) == len(heat.NAMES)


def test_a_frame_surrounds_its_cell():
    frame = heat.frame_points([(50, 40), (np.nan, np.nan)], (60, 30), (2, 1))
    assert np.ptp(frame[0], axis=0).tolist() == [30, 30]
    assert frame[0].mean(axis=0).tolist() == [50, 40]
    assert np.isnan(frame[1]).all()


NUMBERS = (0, 1, -1, 0.4824, -9.9996, 99.996, -99.996, 999.96, 1234.5, -9999.4, 123456, -2.5e11)


@pytest.mark.parametrize("x", [*NUMBERS, 1e-9, -1e-9, 9.9995, 5e99])
def test_a_short_number_is_the_number(x):
    text = digits.short_number(x)
    assert len(text) <= digits.LENGTH
    value = float(text.replace("−", "-"))
    assert value == pytest.approx(x, rel=0.5 if abs(x) >= 9999.5 else 5e-4, abs=5e-4)
    assert not text.startswith("−0.000")


def test_what_is_not_finite_is_not_written():
    assert digits.short_number(np.nan) == digits.short_number(np.inf) == ""


@pytest.mark.parametrize("x", NUMBERS)
def test_glyphs_in_their_slots_spell_the_number(x):
    """Read back from the slots from left to right, centred."""
    text = digits.short_number(x)
    slots, glyphs = digits.digits_shown([text]).reshape(digits.SLOTS, -1).nonzero()
    assert "".join(digits.GLYPHS[g] for g in glyphs) == text
    assert (np.diff(slots) == 2).all()
    assert slots[0] + slots[-1] == digits.SLOTS - 1


def test_numbers_are_drawn_where_they_belong(ax, pixels):
    spots = digits.digit_spots(PLACES, (1, 1), 14)
    drawn = digits.draw_digits(ax, spots, size=14)
    shown = digits.digits_shown(["1.000", "", "−25.31"])
    pose(drawn, Track(spots[None, None], shown=shown[None, None]), 0, 0)
    dark = (pixels(ax.figure) < 128).all(axis=-1)
    middles = []
    for place in PLACES:
        x, y = ax.transData.transform(place)
        row, column = round(dark.shape[0] - y), round(x)
        ink = np.argwhere(dark[row - 12 : row + 12, column - 40 : column + 40])
        ends = [ink.min(axis=0), ink.max(axis=0)] if len(ink) else None
        middles.append(ends and np.mean(ends, axis=0) - (12, 40))
        if ends:
            assert ends[1][0] - ends[0][0] == pytest.approx(0.73 * 14, abs=2)  # its height
    assert middles[1] is None
    for middle in (middles[0], middles[2]):
        assert np.abs(middle).max() < 2.5


BAD = [
    (heat.band_of, {"ratio": [np.nan]}, "ratio must hold finite numbers, got nan"),
    (heat.draw_cells, {"places": [1], "size": (1, 1)}, "places must have a last axis"),
    (heat.draw_cells, {"places": PLACES, "size": (0, 1)}, "size must be a positive"),
    (heat.frame_points, {"places": PLACES, "size": (1, 0), "scale": (1, 1)}, "size must be a pos"),
    (heat.draw_frame, {"points": [1]}, "points must have a last axis"),
    (heat.draw_scale, {"left": 0, "width": 0, "y": 1}, "width must be a positive finite number"),
    (digits.digits_shown, {"texts": ["1.23456"]}, "texts must be numbers of .*, got '1.23456'"),
    (digits.digits_shown, {"texts": ["a"]}, "texts must be numbers of at most 6 glyphs, got 'a'"),
    (digits.digit_spots, {"places": [1], "scale": (1, 1), "size": 9}, "places must have a last"),
    (digits.digit_spots, {"places": PLACES, "scale": (1, 1), "size": 0}, "size must be a positive"),
    (digits.draw_digits, {"spots": PLACES, "size": -1}, "size must be a positive finite number"),
]


@pytest.mark.parametrize(("function", "arguments", "message"), BAD)
def test_bad_input_is_refused_in_words(ax, function, arguments, message):
    needs_axes = {"ax": ax} if function.__name__.startswith("draw") else {}
    with pytest.raises(ValueError, match=message):
        function(**needs_axes, **arguments)
