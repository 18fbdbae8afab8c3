"""One helper makes a form row: label, buddy, accessible name, tooltip."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from workbench.ui.components.labels import Role, column, label
from workbench.ui.theme import current_theme

FieldT = TypeVar("FieldT", bound=QWidget)


def form_layout() -> QFormLayout:
    """An empty form in the spacing of the design, labels beside their fields."""
    theme = current_theme()
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(theme.space(4))
    form.setVerticalSpacing(theme.space(3))
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def add_row(form: QFormLayout, text: str, field: FieldT, *, tip: str = "", note: str = "") -> FieldT:
    """Add a field with its label; ``text`` may hold an "&" before its accelerator letter.

    ``tip`` becomes the tooltip of label and field, ``note`` a caption under the field.
    """
    head = QLabel(text)
    head.setBuddy(field)
    name = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    field.setAccessibleName(name)
    if tip:
        head.setToolTip(tip)
        field.setToolTip(tip)
        field.setAccessibleDescription(tip)
    if note:
        form.addRow(head, column(field, label(note, Role.CAPTION, wrap=True), spacing=2))
    else:
        form.addRow(head, field)
    return field


def add_wide_row(form: QFormLayout, field: FieldT, *, name: str, tip: str = "") -> FieldT:
    """Add a field over the whole width, such as a table or a tick box that carries its own words."""
    field.setAccessibleName(name)
    field.setToolTip(tip)
    form.addRow(field)
    return field
