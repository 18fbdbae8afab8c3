"""A window to read in, and what the project holds as text."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from workbench.models.project import Project
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Part, Role, column, label, row
from workbench.ui.theme import current_theme


class ReadingDialog(QDialog):
    """A heading, text that can be copied, and Close."""

    def __init__(self, title: str, text: str, *parts: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        close = button("Close", kind=Kind.PRIMARY, clicked=self.accept)
        close.setDefault(True)
        layout = column(label(title, Role.HEADING), *parts, margins=(24, 20, 24, 18), spacing=12)
        layout.addWidget(self.text, 1)
        layout.addLayout(row(None, close))
        self.setLayout(layout)
        self.resize(theme.px(640), theme.px(520))

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, *parts: Part) -> None:
        """Show it until it is closed."""
        dialog = cls(title, text, *parts, parent=parent)
        dialog.exec()
        dialog.deleteLater()


def sources_text(project: Project, *, internal: bool = True) -> str:
    """What a project holds, where it came from, and what was noticed; ``internal`` has notes of sources."""
    area = project.area
    lines = [
        f"{formats.count(len(area.units), 'area')}, {formats.people(area.units.resident_total)}",
        f"{formats.count(len(area.adjacency.pairs), 'pair')} of neighbours",
        formats.count(len(area.practices), "practice"),
        f"{formats.count(len(area.registrations), 'row')} of registrations",
        formats.count(len(area.sites), "provider site"),
        "",
    ]
    if len(area.registrations):
        patients = area.patients
        lines += [
            f"{formats.number(patients.total)} patients in the registrations",
            f"{formats.number(patients.of_units_outside)} of them live outside the study area",
            f"{formats.number(patients.unplaced)} have an address without an area",
            "",
        ]
    for source in area.sources:
        lines.append(f"{source.dataset}: {source.file}")
        checksum = f"SHA-256 {source.sha256}" if source.sha256 else ""
        told = [source.publisher, source.release, checksum, source.licence, source.note if internal else ""]
        lines.append(
            f"  {formats.number(source.rows_read)} rows read, {formats.number(source.rows_rejected)} not used"
        )
        lines += [f"  {text}" for text in told if text]
    if area.notices:
        lines += ["", "Noticed"]
        lines += [f"  {notice.text}" for notice in area.notices]
    return "\n".join(lines)
