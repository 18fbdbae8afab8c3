"""Complete a finished workbook with what the writing library cannot set: its language and heading styles."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_CORE, _STYLES = "docProps/core.xml", "xl/styles.xml"
_END = "</cp:coreProperties>"
_HEADING_1 = 16
"""Number of the built-in cell style Heading 1; those of the next levels follow."""


def completed(workbook: bytes, *, heading_levels: Mapping[int, int], language: str = "en-GB") -> bytes:
    """The same workbook with its language, and with the cell styles Heading 1 and so on.

    ``heading_levels`` holds the level by the number of a cell format. Entries keep their order and dates,
    so that bytes repeat.
    """
    source = zipfile.ZipFile(io.BytesIO(workbook))
    made = io.BytesIO()
    with source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                words = content.decode().replace(_END, f"<dc:language>{language}</dc:language>{_END}")
                content = words.encode()
            elif entry.filename == _STYLES:
                content = _with_headings(content.decode(), heading_levels).encode()
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _with_headings(styles: str, heading_levels: Mapping[int, int]) -> str:
    """The styles part with a named style for each level, which the formats of that level refer to.

    A named style takes its look from the first format of its level. The part is what XlsxWriter has just
    written, of a shape that we know, and is therefore changed as text.
    """
    formats = _elements(styles, "cellXfs")
    named, names = _elements(styles, "cellStyleXfs"), _elements(styles, "cellStyles")
    number_of_level: dict[int, int] = {}
    for place, level in sorted(heading_levels.items()):
        if level not in number_of_level:
            number_of_level[level] = len(named)
            named.append(re.sub(r' xfId="\d+"', "", formats[place]))
            builtin = _HEADING_1 + level - 1
            names.append(
                f'<cellStyle name="Heading {level}" xfId="{number_of_level[level]}" builtinId="{builtin}"/>'
            )
        formats[place] = re.sub(r'xfId="\d+"', f'xfId="{number_of_level[level]}"', formats[place])
    for tag, elements in (("cellXfs", formats), ("cellStyleXfs", named), ("cellStyles", names)):
        whole = f'<{tag} count="{len(elements)}">{"".join(elements)}</{tag}>'
        styles = re.sub(f"<{tag} .*?</{tag}>", lambda _, whole=whole: whole, styles, flags=re.DOTALL)  # type: ignore[misc]  # a default of its own
    return styles


def _elements(styles: str, tag: str) -> list[str]:
    """The elements in a list of the styles part, each as text."""
    found = re.search(f"<{tag} [^>]*>(.*?)</{tag}>", styles, flags=re.DOTALL)
    return re.findall(r"<(?:xf|cellStyle)\b[^>]*?/>|<xf\b[^>]*?[^/]>.*?</xf>", found[1]) if found else []
