"""`python -m tools.site.equation_font STIXTwoMath-Regular.ttf`: the font of the pages' equations.

A phone, and many a computer, has no font with which a browser can draw large brackets, roots and
sums; so the pages bring one along, with the signs that the notebooks' equations have and no more.
It is made anew when there is a new sign: a test says so. The font itself is at
https://github.com/stipub/stixfonts, under the SIL Open Font License.
"""

import re
import sys
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import nbformat
from fontTools import subset
from fontTools.ttLib import TTFont

from tools.site import prose

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
FONT = Path(__file__).parent / "web" / "STIXTwoMath.woff2"
LARGE = "()[]{}|‖√∑‾⏟"  # what is drawn in several sizes
SIZES = 3  # brackets that are larger are put together


def signs(notebooks=NOTEBOOKS):
    """Return the characters of all equations, those included that a browser makes of them."""
    found = set("√")
    for path in notebooks.glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                for equation in re.findall(r"<math .*?</math>", prose.html(cell.source), re.DOTALL):
                    for each in ElementTree.fromstring(equation).iter():
                        found |= set(drawn(each))
    return found


def drawn(each):
    """Return the text of an element of MathML; a browser slants a letter that stands alone."""
    text = (each.text or "").strip()
    alone = each.tag == "mi" and len(text) == 1 and "mathvariant" not in each.attrib
    return slanted(text) if alone else text


def slanted(letter):
    """Return a letter of mathematics in italics, or the sign itself where there is none."""
    if letter == "h":
        return "ℎ"
    try:
        name = unicodedata.name(letter).replace(" LETTER", "").replace("LATIN ", "")
        return unicodedata.lookup(f"MATHEMATICAL ITALIC {name.replace('GREEK ', '')}")
    except KeyError:
        return letter


def small(font, characters):
    """Leave in a font what it takes to draw these characters, large ones among them."""
    variants, large = font["MATH"].table.MathVariants, {font.getBestCmap()[ord(c)] for c in LARGE}
    for way in ("Vert", "Horiz"):
        glyphs = getattr(variants, f"{way}GlyphCoverage").glyphs
        for glyph, each in zip(glyphs, getattr(variants, f"{way}GlyphConstruction"), strict=True):
            if glyph not in large:
                each.GlyphAssembly = None
            del each.MathGlyphVariantRecord[SIZES if glyph in large else 0 :]
            each.VariantCount = len(each.MathGlyphVariantRecord)
    font["MATH"].table.MathGlyphInfo.MathKernInfo = None  # which no browser reads
    narrow_roots(font)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 5, 13, 14]  # whose it is, its name and version, its licence
    made = subset.Subsetter(options)
    made.populate(text="".join(characters))
    made.subset(font)
    font.flavor = "woff2"


def narrow_roots(font):
    """Make large roots as narrow as the smallest: a browser leaves room for the widest."""
    variants, root = font["MATH"].table.MathVariants, font.getBestCmap()[ord("√")]
    roots = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    roots.GlyphAssembly = None
    width, _ = font["hmtx"][root]
    for record in roots.MathGlyphVariantRecord:
        name = record.VariantGlyph
        glyph, (own_width, _) = font["glyf"][name], font["hmtx"][name]
        glyph.coordinates.scale((width / own_width, 1))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = width, glyph.xMin


if __name__ == "__main__":
    with TTFont(sys.argv[1]) as stix:
        small(stix, signs())
        stix.save(FONT)
