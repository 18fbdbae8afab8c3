"""What the columns of a file are that has no published layout; the answer is remembered for the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget
from typing_extensions import override

from workbench.errors import InputError
from workbench.io.published.column_mapping import MAPPABLE, suggested
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.ui.components.labels import Role, label
from workbench.ui.components.scrolled import scrolled
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.page import Page

LEAVE_OUT = "Leave this file out"
WORDS = {
    Kind.OTHER: LEAVE_OUT,
    Kind.REGISTRATIONS: "Patients by practice and area",
    Kind.PRACTICES: "Practices with their lists",
    Kind.POPULATION: "People and other values by area",
}
NOT_THERE = "Not in this file"


class ColumnsPage(Page):
    """One file at a time: what it is, and which heading plays which part."""

    title = "Columns"

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__(
            "What do the columns mean?",
            "These files have no published layout. Say what they are, or leave them out.",
        )
        self._draft = draft
        self._filling = False
        self.file = QComboBox()
        self.kind = QComboBox()
        for kind, words in WORDS.items():
            self.kind.addItem(words, kind)
        form = form_layout()
        add_row(form, "&File", self.file)
        add_row(form, "It &holds", self.kind)
        self.body.addLayout(form)
        self.roles: dict[str, QComboBox] = {}
        self._form = form_layout()
        holder = QWidget()
        holder.setLayout(self._form)
        self.body.addWidget(scrolled(holder), 1)
        self.problem = label("", Role.SECONDARY, wrap=True)
        self.remember = QCheckBox("&Remember this for files with the same headings")
        self.remember.setChecked(True)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.remember)
        self.remember.toggled.connect(self._remember)
        self.file.currentIndexChanged.connect(self._show_file)
        self.kind.currentIndexChanged.connect(self._kind_taken)

    @override
    def enter(self) -> None:
        """List the files whose columns can be named."""
        self._filling = True
        self.file.clear()
        for file in self._draft.mappable:
            self.file.addItem(file.file)
        self._filling = False
        self._show_file()

    def choose(self, file: Recognised) -> None:
        """Take a file in hand."""
        names = [one.file for one in self._draft.mappable]
        if file.file in names:
            self.file.setCurrentIndex(names.index(file.file))

    @property
    def current(self) -> Recognised | None:
        """The file in hand."""
        files = self._draft.mappable
        at = self.file.currentIndex()
        return files[at] if 0 <= at < len(files) else None

    def _show_file(self, _place: int = 0) -> None:
        file = self.current
        if self._filling or file is None:
            return
        self._filling = True
        self.kind.setCurrentIndex(list(WORDS).index(file.kind if file.kind in WORDS else Kind.OTHER))
        self._filling = False
        self._show_roles()

    def _kind_taken(self, _place: int) -> None:
        if not self._filling:
            self._show_roles()
            self._take()

    def _show_roles(self) -> None:
        file, kind = self.current, Kind(self.kind.currentData())
        self._empty(self._form)
        self.roles.clear()
        self.problem.setText("")
        if file is None or kind is Kind.OTHER:
            return
        told = dict(file.columns) if file.kind is kind else {}
        if not told:
            looks_like, found = suggested(file)
            told = found if looks_like is kind else {}
        for role in MAPPABLE[kind]:
            choice = QComboBox()
            choice.addItem(NOT_THERE, "")
            for heading in file.headings:
                if heading:
                    choice.addItem(heading, heading)
            choice.setCurrentIndex(max(choice.findData(told.get(role.name, "")), 0))
            choice.currentIndexChanged.connect(self._take)
            title = f"{role.title[:1].upper()}{role.title[1:]}"
            add_row(self._form, f"{title} (needed)" if role.required else title, choice)
            self.roles[role.name] = choice

    def _take(self, _place: int = 0) -> None:
        """Tell the draft; what is missing is said and the file stays out until it is there."""
        file, kind = self.current, Kind(self.kind.currentData())
        if file is None:
            return
        columns = {
            name: str(choice.currentData()) for name, choice in self.roles.items() if choice.currentData()
        }
        try:
            self._draft.map_columns(file, kind, columns)
            self.problem.setText("")
        except InputError as problem:
            self._draft.map_columns(file, Kind.OTHER, {})
            self.problem.setText(f"{problem.why} {problem.remedy}".strip())
        self.changed.emit()

    def _remember(self, on: bool) -> None:
        self._draft.remember = on

    @staticmethod
    def _empty(form: QFormLayout) -> None:
        while form.rowCount():
            form.removeRow(0)
