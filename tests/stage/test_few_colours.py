"""Stored pictures have few colours; those of large areas survive."""

import io

import numpy as np
from PIL import Image

from lecture_lib.pictures.style import LIGHT
from lecture_lib.stage.sheets import lossless, png


def test_pale_areas_keep_their_colours_among_many_saturated_ones():
    ramp = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in LIGHT.ramp], np.uint8)
    areas = np.repeat(np.repeat(ramp[:, None], 200, axis=1), 20, axis=0)
    inks = np.random.default_rng(0).integers(0, 256, (40, 200, 3), dtype=np.uint8)
    pixels = np.concatenate([areas, inks])
    reduced = np.asarray(Image.open(io.BytesIO(png(pixels, colours=48))).convert("RGB"))
    error = np.abs(reduced[: len(areas)].astype(int) - areas).max()
    assert error < 16


def test_the_same_pixels_give_the_same_bytes():
    pixels = np.random.default_rng(1).integers(0, 256, (30, 30, 3), dtype=np.uint8)
    assert png(pixels, colours=16) == png(pixels.copy(), colours=16)


def test_a_sheet_keeps_every_pixel():
    pixels = np.random.default_rng(2).integers(0, 256, (7, 5, 4), dtype=np.uint8)
    pixels[0, :, 3] = 0  # what cannot be seen has a colour too
    assert (np.asarray(Image.open(io.BytesIO(lossless(pixels)))) == pixels).all()
