"""Tooltips of texts that people or files gave: whatever stands in them is shown as it stands."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which Qt would otherwise take for HTML where it looks like it."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>"
