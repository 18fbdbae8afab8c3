"""How a file on the map is called and drawn: name, layer, colour, width, names, attribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QWidget

from workbench.models.map_sources import MapSource, SourceKind
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, add_wide_row, form_layout
from workbench.ui.layers.reference_sheet import QUIET, WIDTHS
from workbench.ui.theme import current_theme

_WIDTH_WORDS = ("Hair", "Thin", "Medium", "Wide")


class SourceDialog(AskingDialog):
    """``layers`` are those of the file, ``columns`` what its names can be taken from."""

    def __init__(
        self,
        source: MapSource,
        *,
        layers: Sequence[str] = (),
        columns: Sequence[str] = (),
        adding: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        title = f"How should {source.title} be drawn?"
        super().__init__(title, "Add" if adding else "Draw it so", parent=parent)
        self._source = source
        form = form_layout()
        self.name = add_row(form, "&Name", QLineEdit(source.title), tip="What the list of layers says")
        self.layer = _combo(layers, source.layer)
        if len(layers) > 1:
            add_row(form, "La&yer", self.layer, tip="The file holds several")
        self.label = _combo(columns, source.label, none="None")
        self.colour = QComboBox()
        self.width_of = QComboBox()
        self.filled = QCheckBox("&Fill areas lightly")
        if source.kind is SourceKind.REFERENCE:
            self._offer_look(source)
            add_row(form, "&Colour", self.colour, tip="Quieter than every hue of a locality")
            add_row(form, "&Width", self.width_of, tip="Width of its lines")
            add_wide_row(form, self.filled, name="Fill areas lightly", tip="For parks, lakes and the like")
            if columns:
                add_row(form, "Na&mes from", self.label, tip="The column whose texts are written on the map")
        self.attribution = add_row(
            form, "&Attribution", QLineEdit(source.attribution),
            tip="What the publisher asks to be said, on the map and in pictures of it",
        )  # fmt: skip
        self.body(form)

    def _offer_look(self, source: MapSource) -> None:
        side = current_theme().px(14)
        for key, (words, colour) in QUIET.items():
            sample = QPixmap(side, side)
            sample.fill(QColor(colour))
            self.colour.addItem(QIcon(sample), words, key)
        self.colour.setCurrentIndex(max(self.colour.findData(source.colour), 0))
        for words, width in zip(_WIDTH_WORDS, WIDTHS, strict=True):
            self.width_of.addItem(words, width)
        nearest = min(range(len(WIDTHS)), key=lambda at: abs(WIDTHS[at] - source.width))
        self.width_of.setCurrentIndex(nearest)
        self.filled.setChecked(source.filled)

    @property
    def wanted(self) -> MapSource:
        """The file as it is to be drawn."""
        wanted = replace(
            self._source,
            title=self.name.text().strip() or self._source.title,
            attribution=self.attribution.text().strip(),
        )
        if wanted.kind is SourceKind.BACKGROUND:
            return wanted
        return replace(
            wanted,
            layer=self.layer.currentData() or wanted.layer,
            label=self.label.currentData() or "",
            colour=self.colour.currentData(),
            width=self.width_of.currentData(),
            filled=self.filled.isChecked(),
        )

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        source: MapSource,
        *,
        layers: Sequence[str] = (),
        columns: Sequence[str] = (),
        adding: bool = False,
    ) -> MapSource | None:
        """The file as wanted, None where everything shall stay."""
        dialog = cls(source, layers=layers, columns=columns, adding=adding, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        wanted = dialog.wanted
        dialog.deleteLater()
        return wanted if accepted else None


def _combo(choices: Sequence[str], chosen: str, *, none: str = "") -> QComboBox:
    made = QComboBox()
    if none:
        made.addItem(none, "")
    for choice in choices:
        made.addItem(choice, choice)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made
