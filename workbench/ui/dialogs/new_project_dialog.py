"""A new project: which files, what they hold, and reading them with progress and cancel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.io.readers.area import read_study_area
from workbench.models.project import StudyArea
from workbench.progress import Progress
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.message_bar import MessageBar
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.components.tips import plain_tip
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.dialogs.file_kinds import FileKind, kind_of
from workbench.ui.dialogs.files import BOUNDARIES, TABLES, OpenFile
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.jobs import Jobs
from workbench.ui.messages import tell_problem
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme

FIELDS = (
    (FileKind.UNITS, "&Boundaries with people", BOUNDARIES, "GeoPackage, GeoJSON or Shapefile; needed"),
    (FileKind.PRACTICES, "&Practices", TABLES, "CSV with list sizes and places"),
    (FileKind.REGISTRATIONS, "&Registrations", TABLES, "CSV with patients by practice and area"),
    (FileKind.PROVIDERS, "P&roviders", TABLES, "CSV with sites of hospitals and other services"),
)

MOST_NOTICES = 6
PLAIN_NAMES = ("lsoa", "oa", "units", "areas", "boundaries")
"""File names that say nothing about the place; the folder's name is offered then."""


@dataclass(frozen=True)
class NewProject:
    """The answer: a name and the study area read."""

    name: str
    area: StudyArea


class NewProjectDialog(AskingDialog):
    """Four files and a name; they are read in a thread and reported on before anything is made."""

    def __init__(self, files: Mapping[FileKind, Path], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Which files make the new project?", "Create project", width=640, parent=parent)
        self._folder = folder
        self._area: StudyArea | None = None
        self._read: tuple[Path | None, ...] = ()
        self.jobs = Jobs(self)
        self.jobs.reported.connect(self._reported)
        self.jobs.ended.connect(self._ended)
        self.setAcceptDrops(True)
        self.bar = MessageBar()
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(self.jobs.cancel)
        form = form_layout()
        self.name = add_row(form, "&Name", QLineEdit())
        self.name.textChanged.connect(self._follow)
        self._named = False
        self.name.textEdited.connect(self._name_typed)
        self.fields: dict[FileKind, QLineEdit] = {}
        self._found: dict[FileKind, QLabel] = {}
        for kind, title, kinds, note in FIELDS:
            self._add_file(form, kind, title, kinds, note)
        self._shape = StatusShape(BandState.IN)
        self.report = label("", Role.SECONDARY, wrap=True)
        self._report_line = QWidget()
        line = row(self._shape, spacing=8)
        line.setAlignment(self._shape, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.report, 1)
        self._report_line.setLayout(line)
        self._report_line.hide()
        self.fill(self.bar, form, self.progress, self._report_line)
        for kind, path in files.items():
            self.set_file(kind, path)
        self._follow()

    def _add_file(self, form: QFormLayout, kind: FileKind, title: str, kinds: str, note: str) -> None:
        field = QLineEdit()
        field.setReadOnly(True)
        field.setPlaceholderText(note)
        choose = button("Choose…", clicked=lambda: self._choose(kind, kinds))
        choose.setAccessibleName(f"Choose the file of {title.replace('&', '').lower()}")
        found = label("", Role.CAPTION)
        found.hide()
        line = row(spacing=8)
        line.addWidget(field, 1)
        line.addWidget(choose)
        holder = QWidget()
        holder.setMinimumHeight(current_theme().px(34))
        holder.setLayout(column(line, found, spacing=2))
        add_row(form, title, holder)
        field.setAccessibleName(title.replace("&", ""))
        self.fields[kind] = field
        self._found[kind] = found

    # -- files
    def set_file(self, kind: FileKind, path: Path) -> None:
        """Take a file and read what there is again."""
        self.fields[kind].setText(str(path))
        self.fields[kind].setToolTip(plain_tip(str(path)))
        self._folder = path.parent
        guess = kind_of(path)
        told = "" if guess in (kind, FileKind.UNKNOWN) else f"This looks like a file of {guess.value}"
        if guess is FileKind.UNKNOWN:
            told = "Not recognised by its columns; it is tried all the same"
        self._found[kind].setText(told)
        self._found[kind].setVisible(bool(told))
        if kind is FileKind.UNITS and not self._named:
            plain = path.stem.casefold() in PLAIN_NAMES
            self.name.setText((path.parent.name if plain else path.stem).replace("_", " ").title())
        self._area = None
        self._report_line.hide()
        self._follow()
        self.read()

    def file(self, kind: FileKind) -> Path | None:
        """The file chosen."""
        text = self.fields[kind].text()
        return Path(text) if text else None

    def _choose(self, kind: FileKind, kinds: str) -> None:
        path = OpenFile.ask(self, "Choose a file", kinds, self._folder)
        if path is not None:
            self.set_file(kind, path)

    # -- reading
    def read(self) -> None:
        """Read the files in a thread, unless there are no boundaries yet or it is going on."""
        wanted = tuple(self.file(kind) for kind, *_ in FIELDS)
        units, practices, registrations, providers = wanted
        if units is None or self.jobs.busy:
            return
        self._read = wanted
        self.bar.clear()
        self.progress.start("Reading the files")

        def work(progress: Progress) -> StudyArea:
            return read_study_area(
                units=[units], practices=practices, registrations=registrations, providers=providers,
                progress=progress,
            )  # fmt: skip

        self.jobs.start("Reading the files", work, self._done, failed=self._failed)

    def _reported(self, share: float, text: str) -> None:
        self.progress.report(share, text)

    def _ended(self) -> None:
        self.progress.finish()

    def _done(self, area: StudyArea) -> None:
        if self._read != tuple(self.file(kind) for kind, *_ in FIELDS):
            self.read()
            return
        self._area = area
        self.report.setText("\n".join(report_lines(area)))
        self._report_line.show()
        self._follow()
        self.adjustSize()

    def _failed(self, problem: WorkbenchError) -> None:
        if self._read != tuple(self.file(kind) for kind, *_ in FIELDS):
            self.read()
            return
        tell_problem(self.bar, problem)
        self._follow()

    def _name_typed(self, _text: str) -> None:
        self._named = True

    def _follow(self, *_details: object) -> None:
        self.main.setEnabled(self._area is not None and bool(self.name.text().strip()))

    # -- the dialog
    @property
    def answer(self) -> NewProject | None:
        """Name and area, None before they are read."""
        return None if self._area is None else NewProject(self.name.text().strip(), self._area)

    @classmethod
    def ask(cls, parent: QWidget | None, files: Mapping[FileKind, Path], folder: Path) -> NewProject | None:
        """The new project's data, None where nobody wants one."""
        dialog = cls(files, folder, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.answer
        dialog.jobs.join()
        dialog.deleteLater()
        return answer if accepted else None

    @override
    def done(self, result: int) -> None:
        self.jobs.join()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.join()
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            kind = kind_of(path)
            if kind in self.fields:
                self.set_file(kind, path)


def report_lines(area: StudyArea) -> list[str]:
    """What was read, in words: areas, people, neighbours, practices, what was mended and noticed."""
    lines = [
        f"{formats.count(len(area.units), 'area')}, {formats.people(area.units.resident_total)}, "
        f"{formats.count(len(area.adjacency.pairs), 'pair')} of neighbours",
    ]
    if len(area.practices):
        lines.append(f"{formats.count(len(area.practices), 'practice')}")
    if len(area.registrations):
        lines.append(f"{formats.number(area.patients.total)} registered patients")
    if len(area.sites):
        lines.append(formats.count(len(area.sites), "provider site"))
    lines += [notice.text for notice in area.notices[:MOST_NOTICES]]
    if len(area.notices) > MOST_NOTICES:
        rest = formats.count(len(area.notices) - MOST_NOTICES, "more note")
        lines.append(f"{rest}, kept with the project")
    return lines
