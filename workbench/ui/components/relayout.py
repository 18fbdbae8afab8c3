"""Lay parts out at once, before Qt's posted requests have gone from the inner ones to the outer ones."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def relayout(*parts: QWidget) -> None:
    """Take the sizes that these parts want now, the inner ones first."""
    for part in parts:
        layout = part.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
