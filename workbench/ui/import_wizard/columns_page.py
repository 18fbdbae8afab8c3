"""What the columns of a file are that has no published layout; the answer is remembered for the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QWidget
from typing_extensions import override

from workbench.errors import InputError
from workbench.io.published.column_mapping import MAPPABLE, suggested
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.scrolled import scrolled
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.first_rows import FirstRows
from workbench.ui.import_wizard.page import Page
from workbench.ui.theme import current_theme

LEAVE_OUT = "Leave this file out"
WORDS = {
    Kind.OTHER: LEAVE_OUT,
    Kind.REGISTRATIONS: "Patients by practice and area",
    Kind.PRACTICES: "Practices with their lists",
    Kind.POPULATION: "People and other values by area",
}
NOT_THERE = "Not in this file"
_FILES_HIGH = 96


class ColumnsPage(Page):
    """One file at a time: what it is, where its headings are, and which heading plays which part."""

    title = "Columns"

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__(
            "What do the columns mean?",
            "These files have no published layout. Say what each is, or leave it out.",
        )
        self._draft = draft
        self._filling = False
        self.files = plain_table("Files without a published layout", ("File", "Taken as"), stretch=(0, 1))
        self.files.setFixedHeight(current_theme().px(_FILES_HIGH))
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for kind, words in WORDS.items():
            self.kind.addItem(words, kind)
        self.heading_row = QSpinBox()
        self.rows = FirstRows()
        what, where = form_layout(), form_layout()
        add_row(what, "It &holds", self.kind)
        add_row(where, "Headings are in &row", self.heading_row)
        self.body.addWidget(self.files)
        self.body.addLayout(row(what, where, None, spacing=24))
        self.body.addWidget(self.rows)
        self.roles: dict[str, QComboBox] = {}
        self._forms = (form_layout(), form_layout())
        holder = QWidget()
        holder.setLayout(column(row(*self._forms, None, spacing=32), None))
        self.body.addWidget(scrolled(holder), 1)
        self.problem = label("", Role.SECONDARY, wrap=True)
        self.remember = QCheckBox("Re&member this for files with the same headings")
        self.remember.setChecked(True)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.remember)
        self.remember.toggled.connect(self._remember)
        self.files.itemSelectionChanged.connect(self._show_file)
        self.kind.currentIndexChanged.connect(self._kind_taken)
        self.heading_row.valueChanged.connect(self._headed)
        self.rows.row_chosen.connect(self.heading_row.setValue)

    @override
    def enter(self) -> None:
        """List the files whose columns can be named."""
        at = max(self.files.currentRow(), 0)
        self._filling = True
        self._list_files()
        self._filling = False
        self.files.selectRow(min(at, self.files.rowCount() - 1))
        self._show_file()

    def choose(self, file: Recognised) -> None:
        """Take a file in hand."""
        names = [one.file for one in self._draft.mappable]
        if file.file in names:
            self.files.selectRow(names.index(file.file))

    @property
    def current(self) -> Recognised | None:
        """The file in hand."""
        files = self._draft.mappable
        at = self.files.currentRow()
        return files[at] if 0 <= at < len(files) else None

    def _list_files(self) -> None:
        fill_table(self.files, [(file.file, _taken_as(file)) for file in self._draft.mappable])

    def _show_file(self) -> None:
        file = self.current
        if self._filling or file is None:
            return
        self._filling = True
        looks_like, _ = suggested(file)
        for place, (kind, words) in enumerate(WORDS.items()):
            likely = kind is looks_like and kind is not Kind.OTHER
            self.kind.setItemText(place, f"{words} (it looks so)" if likely else words)
        self.kind.setCurrentIndex(list(WORDS).index(file.kind if file.kind in WORDS else Kind.OTHER))
        self.rows.show_file(file)
        self.heading_row.setRange(1, max(self.rows.rowCount(), 1))
        self.heading_row.setValue(file.heading_row)
        self._filling = False
        self._show_roles()

    def _kind_taken(self, _place: int) -> None:
        if not self._filling:
            self._show_roles()
            self._take()

    def _headed(self, place: int) -> None:
        """Take the headings from another row; what the columns were is asked anew."""
        file = self.current
        if self._filling or file is None or place == file.heading_row:
            return
        try:
            self._draft.head_at(file, place)
        except InputError as problem:
            self.problem.setText(f"{problem.what} {problem.why}")
            return
        self._list_again()
        self._show_file()
        self.changed.emit()

    def _show_roles(self) -> None:
        file, kind = self.current, Kind(self.kind.currentData())
        for form in self._forms:
            self._empty(form)
        self.roles.clear()
        self.problem.setText("")
        if file is None or kind is Kind.OTHER:
            return
        told = dict(file.columns) if file.kind is kind else {}
        if not told:
            looks_like, found = suggested(file)
            told = found if looks_like is kind else {}
        half = (len(MAPPABLE[kind]) + 1) // 2
        for place, role in enumerate(MAPPABLE[kind]):
            choice = QComboBox()
            choice.addItem(NOT_THERE, "")
            for heading in file.headings:
                if heading:
                    choice.addItem(heading, heading)
            choice.setCurrentIndex(max(choice.findData(told.get(role.name, "")), 0))
            choice.currentIndexChanged.connect(self._take)
            title = f"{role.title[:1].upper()}{role.title[1:]}"
            add_row(self._forms[place // half], f"{title} (needed)" if role.required else title, choice)
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
        self._list_again()
        self.changed.emit()

    def _list_again(self) -> None:
        """Tell anew what each file is taken as, with the same file in hand."""
        self._filling = True
        at = self.files.currentRow()
        self._list_files()
        self.files.selectRow(at)
        self._filling = False

    def _remember(self, on: bool) -> None:
        self._draft.remember = on

    @staticmethod
    def _empty(form: QFormLayout) -> None:
        while form.rowCount():
            form.removeRow(0)


def _taken_as(file: Recognised) -> str:
    """What a file is taken as; one that is left out is told with what it looks like."""
    if file.kind is not Kind.OTHER:
        return WORDS.get(file.kind, file.title)
    looks_like, _ = suggested(file)
    like = "" if looks_like is Kind.OTHER else f"; it looks like {WORDS[looks_like].casefold()}"
    return f"Left out{like}"
