"""Fonts with the characters that the course has, which are a third of all: a page fetches them."""

import io
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

LARGE = 100_000  # bytes; smaller fonts hold little else than what mathematics needs
# Latin, Greek with accents, what is written high and low, punctuation, letters of mathematics,
# arrows and operators; shapes, faces, ticks and crosses, angle brackets.
KEPT = (
    *(range(0x20, 0x180), range(0x2B0, 0x400), range(0x1D2C, 0x1DC0), range(0x2010, 0x20A0)),
    *(range(0x2100, 0x2300), range(0x25A0, 0x2605), range(0x2639, 0x263D)),
    *(range(0x2713, 0x2719), range(0x27E8, 0x27EC)),
)


def with_small_fonts(archive: Path, into: Path) -> Path:
    """Return an archive whose large fonts hold those characters alone; itself if it has none."""
    with zipfile.ZipFile(archive) as old:
        members = old.infolist()
        if not any(is_large_font(member) for member in members):
            return archive
        into.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(into / archive.name, "w", zipfile.ZIP_DEFLATED) as new:
            for member in members:
                raw = old.read(member)
                new.writestr(member, small(raw) if is_large_font(member) else raw)
    return into / archive.name


def is_large_font(member: zipfile.ZipInfo) -> bool:
    """Whether a member of an archive is a font that holds far more, and whose licence allows it."""
    name = member.filename.rpartition("/")[2]
    return name.startswith("DejaVu") and name.endswith(".ttf") and member.file_size > LARGE


def small(raw: bytes) -> bytes:
    """Return a TrueType font with the characters that are kept; they look as before."""
    options = subset.Options(
        glyph_names=True,
        layout_features=["*"],
        legacy_kern=True,
        name_IDs=["*"],
        notdef_outline=True,
        recalc_bounds=False,
        recalc_timestamp=False,
    )
    options.drop_tables += ["FFTM"]  # when it was made
    made, out = subset.Subsetter(options), io.BytesIO()
    made.populate(unicodes=[code for codes in KEPT for code in codes])
    with TTFont(io.BytesIO(raw)) as font:
        made.subset(font)
        font.save(out)
    return out.getvalue()
