"""A fact: a caption and its figure, as above the locality table and in panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.components.labels import Role, column, label, row


class Fact(QWidget):
    """Caption over figure, with an optional note beside it."""

    def __init__(
        self,
        caption: str,
        figure: str = "",
        *,
        note: str = "",
        role: Role = Role.TITLE,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption = label(caption, Role.CAPTION)
        self._figure = label(figure, role)
        self._note = label(note, Role.CAPTION)
        self._note.setVisible(bool(note))
        self.setLayout(column(self._caption, row(self._figure, self._note, None, spacing=6), spacing=1))
        self.setToolTip(tip)
        self._tell()

    def set_figure(self, figure: str, *, note: str = "") -> None:
        """Show another figure."""
        if (figure, note) != (self._figure.text(), self._note.text()):
            self._figure.setText(figure)
            self._note.setText(note)
            self._note.setVisible(bool(note))
            self._tell()

    def set_caption(self, caption: str) -> None:
        """Name the figure anew, for example after a change of the basis."""
        self._caption.setText(caption)
        self._tell()

    @property
    def figure(self) -> str:
        """The figure shown."""
        return self._figure.text()

    def _tell(self) -> None:
        parts = (self._caption.text(), self._figure.text(), self._note.text())
        self.setAccessibleName(" ".join(part for part in parts if part))
