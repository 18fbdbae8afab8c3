"""Make the TrueType fonts of printed pages from Inter's own files; run it only when Inter is updated.

Inter is shipped with PostScript outlines, which Windows, macOS and Linux draw best on screen. A PDF holds
such a font only as Type 3, whose letters screen readers and printers treat as drawings; with TrueType
outlines it is embedded as a font (Type 42). The outlines of what a page can write are kept, in quadratic
curves that deviate by less than a 2,000th of the letter's height;
alternates, kerning and features are left out.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold")
DEVIATION = 1.4
"""Font units of 2,816 to the em."""


def main() -> None:
    """Write ``Inter-*.ttf`` beside the ``.otf`` files."""
    for weight in WEIGHTS:
        with TTFont(FOLDER / f"Inter-{weight}.otf", recalcTimestamp=False) as source:
            _quadratic(source, weight).save(FOLDER / f"Inter-{weight}.ttf")


def _quadratic(source: TTFont, weight: str) -> TTFont:
    glyphs = source.getGlyphSet()
    to_glyph = source.getBestCmap()
    order = [".notdef", *dict.fromkeys(name for name in to_glyph.values() if name != ".notdef")]
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, DEVIATION, reverse_direction=True))
        outlines[name] = pen.glyph()
    made = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(to_glyph)
    made.setupGlyf(outlines)
    made.setupHorizontalMetrics({name: source["hmtx"][name] for name in order})
    made.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    told = {number: source["name"].getDebugName(number) for number in (0, 13, 14)}
    made.setupNameTable(
        {
            "familyName": "Inter Print",
            "styleName": weight,
            "psName": f"InterPrint-{weight}",
            "fullName": f"Inter Print {weight}",
            "copyright": told[0],
            "licenseDescription": told[13],
            "licenseInfoURL": told[14],
        }
    )
    made.font["OS/2"] = source["OS/2"]
    made.setupPost()
    for field in ("created", "modified"):
        setattr(made.font["head"], field, getattr(source["head"], field))
    made.font.recalcTimestamp = False
    return made.font


if __name__ == "__main__":
    main()
