"""Colours can be told apart, by everybody, on both papers; and are never alone in telling."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from lecture_lib.pictures.style import DARK, LIGHT, style

TEXT = ("ink", "muted")
RACERS = ("line", "velocity", "nesterov", "adagrad", "rmsprop", "adam", "newton", "bfgs")
GRAPHICS = ("happy", "sad", "line", "batch", "validation", "velocity", "gradient", "optimum")
GRAPHICS += ("surprised", "neutral")
ON_LANDSCAPE = ("line", "batch", "velocity", "gradient", "optimum")
ON_SOME_LANDSCAPE = (*ON_LANDSCAPE, *RACERS[2:])
TOGETHER = (  # what meets in one picture
    ("happy", "sad", "line", "batch"),
    ("happy_face", "sad_face", "line", "batch"),
    ("happy_face", "sad_face", "surprised_face", "neutral_face", "line"),
    ON_LANDSCAPE,
    (*RACERS, "optimum"),
    ("line", "batch", "validation"),
    ("line", "batch", "ink", "sad"),
)
EYES = {  # Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB
    "typical": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
JUST_CLEAR = 0.08  # distance in Oklab; 0.02 is just noticeable

themes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour):
    c = np.array(to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return linear(colour) @ (0.2126, 0.7152, 0.0722)


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def oklab(rgb):
    to_lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(to_lab) @ np.cbrt(np.array(to_lms) @ rgb)


def seen(colour, eye):
    return oklab(np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1))


@themes
@pytest.mark.parametrize("role", TEXT)
def test_text_is_legible(palette, role):
    assert contrast(getattr(palette, role), palette.paper) >= 4.5


@themes
@pytest.mark.parametrize("role", GRAPHICS)
def test_graphics_stand_out_from_the_paper(palette, role):
    assert contrast(getattr(palette, role), palette.paper) >= 3


@themes
@pytest.mark.parametrize("role", ON_SOME_LANDSCAPE)
def test_what_lies_on_a_landscape_stands_out_from_all_of_it(palette, role):
    assert min(contrast(getattr(palette, role), ground) for ground in palette.ramp) >= 3


@themes
@pytest.mark.parametrize("role", ["happy_face", "sad_face", "surprised_face", "neutral_face"])
def test_features_stand_out_from_the_face(palette, role):
    assert contrast(palette.feature, getattr(palette, role)) >= 4.5


@themes
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("roles", TOGETHER)
def test_colours_that_meet_are_apart_for_every_eye(palette, eye, roles):
    for a, b in combinations(roles, 2):
        gap = np.linalg.norm(seen(getattr(palette, a), eye) - seen(getattr(palette, b), eye))
        assert gap >= JUST_CLEAR, (a, b)


@themes
def test_a_landscape_gets_steadily_further_from_its_valley(palette):
    light = np.array([luminance(colour) for colour in palette.ramp])
    steps = np.diff(light) if palette is LIGHT else -np.diff(light)
    assert (steps > 0).all()


@themes
def test_every_role_has_a_colour_of_its_own(palette):
    colours = palette.colours()
    assert len(set(colours)) == len(colours)


def test_meanings_differ_in_more_than_colour():
    with pytest.raises(ValueError, match="meaning must be one of") as refusal:
        style("")
    meanings = re.search("one of (.*), got", str(refusal.value)).group(1).split(", ")
    assert len(meanings) > 10
    looks = [style(meaning) for meaning in meanings]
    hollow = [look.get("markerfacecolor") in ("none", LIGHT.paper) for look in looks]
    forms = [tuple(look.get(k) for k in ("linestyle", "linewidth", "marker")) for look in looks]
    forms = list(zip(forms, hollow, strict=True))
    assert len(set(forms)) == len(forms)


def test_styles_are_those_of_the_light_palette():
    assert style("line")["color"] == LIGHT.line
