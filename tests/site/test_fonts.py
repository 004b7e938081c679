"""The page's fonts: the characters of the course are in them, and are drawn as before."""

import io
import zipfile
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from tools.site.fonts import small, with_small_fonts

FONTS = Path(matplotlib.get_data_path()) / "fonts/ttf"
LIBRARY = Path(__file__).parents[2] / "lecture_lib"
TEXT = "Loss ∇L(θ) = ½ ‖ŷ − y‖² → η·∂L/∂w₀, 10⁻³ ≤ ε ✓ ☺ AV To"


def pixels(font):
    figure = Figure((6, 1))
    figure.text(0.05, 0.4, TEXT, font=FontProperties(fname=font, size=14))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("name", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_text_is_drawn_as_before(name, tmp_path):
    raw = (FONTS / name).read_bytes()
    made = tmp_path / name
    made.write_bytes(small(raw))
    assert made.stat().st_size < len(raw) / 3
    np.testing.assert_array_equal(pixels(made), pixels(FONTS / name))


def test_every_character_of_the_library_that_the_font_had_is_kept():
    raw = (FONTS / "DejaVuSans.ttf").read_bytes()
    before, after = (TTFont(io.BytesIO(font)).getBestCmap() for font in (raw, small(raw)))
    sources = "".join(path.read_text("utf-8") for path in LIBRARY.rglob("*.py"))
    assert {*map(ord, sources)} & {*before} <= {*after}


def test_what_is_no_font_stays_and_what_has_none_is_left_alone(tmp_path):
    plain, fonts = tmp_path / "plain.whl", tmp_path / "fonts.whl"
    for path, font in ((plain, False), (fonts, True)):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "as it was")
            if font:
                archive.write(FONTS / "DejaVuSans.ttf", "DejaVuSans.ttf")
    assert with_small_fonts(plain, tmp_path / "made") == plain
    with zipfile.ZipFile(with_small_fonts(fonts, tmp_path / "made")) as archive:
        assert archive.read("a.txt") == b"as it was"
        assert len(archive.read("DejaVuSans.ttf")) < 300_000
