"""Equations of the pages: all of them are MathML, spaced as TeX spaces them, and can be drawn."""

import re
from xml.etree import ElementTree

import nbformat
import pytest
from fontTools.ttLib import TTFont

from tools.site import equation_font
from tools.site.equations import THIN, mathml
from tools.site.prose import html

PAGES = sorted(equation_font.NOTEBOOKS.glob("*.ipynb"))
THINLY = f'<mspace width="{THIN}" />'


def inside(tex, display="inline"):
    """The MathML of an equation, without the element that says what it is of."""
    return mathml(tex, display).partition(">")[2].removesuffix("</math>")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_of_tex_is_left_on_a_page(path):
    cells = nbformat.read(path, as_version=4).cells
    made = "".join(html(cell.source) for cell in cells if cell.cell_type == "markdown")
    equations = re.findall(r"<math .*?</math>", made, re.DOTALL)
    assert equations
    for equation in equations:
        said = "".join(ElementTree.fromstring(equation).itertext())
        assert not re.search(r"[\\&$_]", said), equation
    assert "\\begin" not in re.sub(r'alttext="[^"]*"', "", made)
    assert set(re.findall(r'mathvariant="(.*?)"', made)) <= {"normal"}, "browsers heed no other"


@pytest.mark.parametrize("tex", [r"\nosuch{x}", r"\begin{nosuch}x\end{nosuch}", "a & b"])
def test_what_cannot_be_made_mathml_is_refused(tex):
    with pytest.raises(ValueError, match="tex must be TeX"):
        mathml(tex, "block")


def test_the_source_can_be_copied():
    assert mathml(r"a < \frac 1 2", "inline").startswith(r'<math alttext="a &lt; \frac 1 2" ')


@pytest.mark.parametrize(
    ("tex", "own"),
    [
        ("-1", [True]),
        ("(-1, -3)", [True, True]),
        ("y = +1", [True]),
        (r"\le\;-x", [True]),
        ("|-1|", [True]),
        ("|a| - 1", [False]),
        ("(1 - s)^2 - 1", [False, False]),
        ("a_1 - b", [False]),
        ("e^{-z}", [True]),
    ],
)
def test_a_sign_stands_close_to_its_own_number(tex, own):
    signs = ElementTree.fromstring(mathml(tex, "inline")).iter("mo")
    assert [e.get("form") == "prefix" for e in signs if e.text in "+−"] == own


@pytest.mark.parametrize(
    "tex",
    [
        *(r"x\ln x", r"P(i)\log Q(i)", r"0\log 0", r"3\sin^2\theta", r"\|g\|\cos\varphi"),
        *(r"\ln\frac 1 4", r"\ln|x|", r"\operatorname{Cov} S", r"\tanh z"),
    ],
)
def test_a_functions_name_stands_apart(tex):
    begins = not re.match(r"\\(ln|op|tanh)", tex)
    assert inside(tex).count(THINLY) == 1 + begins


@pytest.mark.parametrize("tex", [r"\ln(x)", r"-\ln", r"\max(0, z)", r"1/\ln", r"\ln\sum"])
def test_a_name_at_a_bracket_or_a_sign_needs_no_space(tex):
    assert THINLY not in inside(tex)


def test_what_a_limit_ranges_over_stands_below_it_where_there_is_room():
    for tex in (r"\lim_{h\to 0} f", r"\operatorname*{arg\,min}_t L", r"\max_a p"):
        assert "<munder><mi>" in inside(tex, "block")
        assert "<msub><mi>" in inside(tex, "inline")
    assert "<mi>arg\N{NO-BREAK SPACE}min</mi>" in inside(r"\operatorname*{arg\,min}_t L", "block")


def test_lines_below_each_other_are_aligned():
    rows = inside(r"\begin{aligned}a &= b \\ &= c\end{aligned}", "block")
    assert rows.count("<mtr>") == 2
    assert rows.count('columnalign="right"') == rows.count('columnalign="left"') == 2


def test_letters_bars_and_lines_are_those_of_tex():
    assert "<mi>𝐱</mi>" in inside(r"\mathbf x")
    assert "<mi>𝔼</mi>" in inside(r"\mathbb E")
    assert "ℝ" in inside(r"\mathbb R^n")
    assert "<mi>𝒟</mi><mi>ℬ</mi>" in inside(r"\mathcal D\mathcal B")
    assert "𝐀𝐛" in re.sub("<.*?>", "", inside(r"\mathbf{Ab}"))
    assert '<mi mathvariant="normal">∞</mi>' in inside(r"H = \infty")
    assert '<mi mathvariant="normal">E</mi>' in inside(r"\operatorname{E} S")
    assert "<mi>∂</mi>" in inside(r"\partial L")
    assert '<mo stretchy="false" lspace="0" rspace="0">|</mo>' in inside("|x|")
    assert '<mo stretchy="true" fence="true" form="prefix" lspace="0" rspace="0">|</mo>' in inside(
        r"\left|\frac a b\right|"
    )
    assert inside(r"\bar x") == '<mrow><mover accent="true"><mi>x</mi><mo>¯</mo></mover></mrow>'
    assert '<mo stretchy="true">‾</mo>' in inside(r"\overline{x^2}")


def test_the_power_of_a_big_bracket_is_that_of_all_it_closes():
    (power,) = ElementTree.fromstring(mathml(r"2\big(\big[a\big]^2 + b\big)^3", "block")).findall(
        "mrow/msup"
    )
    assert ["".join(part.itertext()) for part in power] == ["([a]2+b)", "3"]
    assert ["".join(part.itertext()) for part in power.find("mrow/msup")] == ["[a]", "2"]
    assert "<msup><mrow><mo" in inside(r"a\big)^2")  # the other half is elsewhere


def test_no_line_ends_between_an_equation_and_what_follows_it():
    assert re.search(r'<span class="held"><math .*?</math>,</span> and', html("$x$, and"))
    long = "x_1 + x_2 + x_3 + x_4 + x_5 + x_6"
    assert re.search(r'<span class="equation"><math .*?</math>\.</span>', html(f"so ${long}$."))
    assert "held" not in html("$x$ and $y$ are")
    assert html("only 5 % of") == "<p>only 5\N{NO-BREAK SPACE}% of</p>\n"
    assert html("`7 % 3`") == "<p><code>7 % 3</code></p>\n"


def test_the_font_has_every_sign_of_every_equation():
    font = TTFont(equation_font.FONT)
    lacking = {sign for sign in equation_font.signs() if ord(sign) not in font.getBestCmap()}
    assert lacking <= {"\N{NO-BREAK SPACE}", " "}, (
        "make the font anew: python -m tools.site.equation_font STIXTwoMath-Regular.ttf"
    )
    assert equation_font.FONT.stat().st_size < 16_500


def test_brackets_roots_and_sums_have_large_ones():
    font = TTFont(equation_font.FONT)
    variants, characters = font["MATH"].table.MathVariants, font.getBestCmap()
    tall = dict(zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True))
    for sign in "()[{√∑":
        assert len(tall[characters[ord(sign)]].MathGlyphVariantRecord) > 1
    roots = tall[characters[ord("√")]].MathGlyphVariantRecord
    assert len({font["hmtx"][each.VariantGlyph][0] for each in roots}) == 1


def test_a_letter_that_stands_alone_is_slanted():
    def drawn(element):
        return equation_font.drawn(ElementTree.fromstring(element))

    assert drawn("<mi>x</mi>") == "𝑥"
    assert drawn("<mi>h</mi>") == "ℎ"
    assert drawn("<mi>θ</mi>") == "𝜃"
    assert drawn("<mi>∂</mi>") == "𝜕"
    assert drawn("<mi>′</mi>") == "′"
    assert drawn("<mi>ln</mi>") == "ln"
    assert drawn('<mi mathvariant="normal">∞</mi>') == "∞"
    assert drawn("<mn>2</mn>") == "2"
