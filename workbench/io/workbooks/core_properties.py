"""Complete a finished workbook with what the writing library cannot set: the document's language."""

from __future__ import annotations

import io
import zipfile

_CORE = "docProps/core.xml"
_END = b"</cp:coreProperties>"


def with_language(workbook: bytes, language: str = "en-GB") -> bytes:
    """The same workbook with its language; entries keep their order and dates, so that bytes repeat."""
    source = zipfile.ZipFile(io.BytesIO(workbook))
    made = io.BytesIO()
    with source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                content = content.replace(_END, f"<dc:language>{language}</dc:language>".encode() + _END)
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
