"""Drop files in and see what each is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from typing_extensions import override

from workbench.io.published.recognised import Recognised
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.labels import Role, label, row
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.page import Page

PUBLISHED_FILES = "Published files (*.csv *.zip *.xlsx *.gpkg *.geojson *.json *.shp *.gz);;All files (*)"


class ChooseFiles:
    """The desktop's dialog for several files."""

    @classmethod
    def ask(cls, parent: QWidget | None, folder: Path) -> list[Path]:
        """The files chosen."""
        names, _ = QFileDialog.getOpenFileNames(parent, "Add files", str(folder), PUBLISHED_FILES)
        return [Path(name) for name in names]


class FilesPage(Page):
    """The list of files; ``wanted`` asks for more, which the wizard reads in a job."""

    title = "Files"
    wanted = Signal(object)

    def __init__(self, draft: ImportDraft, folder: Path) -> None:
        super().__init__(
            "Which files hold the newer data?" if draft.refreshing else "Which files make the project?",
            "Drop them here as the NHS and the ONS publish them, zipped or not. Each is recognised by its "
            "content, whatever it is called.",
        )
        self._draft, self.folder = draft, folder
        self.name = QLineEdit(draft.name)
        self.name.setAccessibleName("Name of the project")
        self.name.textChanged.connect(self._named)
        caption = label("&Name of the project")
        caption.setBuddy(self.name)
        line = row(caption, spacing=12)
        line.addWidget(self.name, 1)
        holder = QWidget()
        holder.setLayout(line)
        holder.setVisible(not draft.refreshing)
        self.table = plain_table("Files", ("File", "What it is", "Edition"), stretch=(0, 1, 2))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names and kinds differ at their ends
        self.table.setMinimumHeight(160)
        self.note = label("", Role.SECONDARY, wrap=True)
        self.add = button("&Add files…", icon="add", clicked=self._ask)
        self.remove = button("&Leave out", clicked=self._remove)
        self.body.addWidget(holder)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.note)
        self.body.addLayout(row(self.add, self.remove, None))
        self.table.itemSelectionChanged.connect(self._chosen)
        self.setTabOrder(self.name, self.table)

    @property
    @override
    def ready(self) -> bool:
        """Whether there are boundaries, or a project that has some, and a name."""
        return self._draft.ready and (self._draft.refreshing or bool(self.name.text().strip()))

    @override
    def enter(self) -> None:
        """Show the files."""
        rows = []
        for file in self._draft.files:
            told = "; ".join(file.note.split("; ")[:2])  # what its columns look like is for the next page
            what = file.title if file.published else told or file.title
            rows.append((file.file, what, file.edition or ("by content" if file.published else "")))
        fill_table(self.table, rows)
        self._tell()
        self.changed.emit()

    @property
    def current(self) -> Recognised | None:
        """The file that is chosen."""
        at = self.table.currentRow()
        return self._draft.files[at] if 0 <= at < len(self._draft.files) else None

    def _named(self, text: str) -> None:
        self._draft.name = text.strip()
        self.changed.emit()

    def _tell(self) -> None:
        self.remove.setEnabled(self.current is not None)
        unknown = len(self._draft.unknown)
        named = len(self._draft.mappable)
        if not self._draft.files and self._draft.refreshing:
            self.note.setText("Nothing yet. What the files do not hold stays as it is in the project.")
        elif not self._draft.files:
            self.note.setText(
                "Nothing yet. Boundaries are needed; practices, patients and people make it complete."
            )
        elif not self._draft.ready:
            self.note.setText("Boundaries of areas are still needed, as GeoPackage, GeoJSON or Shapefile.")
        elif unknown:
            these = formats.count(unknown, "file has", "files have")
            then = "the next page asks what the columns are" if named else "nothing is taken from there"
            self.note.setText(f"{these} no published layout: {then}.")
        else:
            self.note.setText("Every file was recognised.")

    def _chosen(self) -> None:
        self._tell()

    def _ask(self) -> None:
        paths = ChooseFiles.ask(self, self.folder)
        if paths:
            self.folder = paths[0].parent
            self.wanted.emit(paths)

    def _remove(self) -> None:
        file = self.current
        if file is not None:
            self._draft.drop(file)
            self.enter()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)
