"""What is done to the matrix: scope, fields, fill, copy and paste, and Out that waits for its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from workbench.errors import EditError, InputError
from workbench.models.edits import ScopeEdit
from workbench.models.scope import CellKey, Scope, ScopeCell, problem_of
from workbench.session import scope_edits
from workbench.session.phase_advice import advice_on
from workbench.ui import formats
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk
from workbench.ui.services import clipboard, dates
from workbench.ui.services.matrix_model import MatrixModel
from workbench.ui.services.shown_fields import SCOPE, ShownField

Place = tuple[int, int]
"""Row and column of the model."""
_WITH_SCOPE = ("scope", *scope_edits.OUT_FIELDS)


class MatrixEditing:
    """Each act is one step of the history. ``waiting`` are cells that are to be Out and lack a reason."""

    def __init__(self, desk: Desk, model: MatrixModel, *, waiting_changed: Callable[[], object]) -> None:
        self._desk = desk
        self._model = model
        self._tell_waiting = waiting_changed
        self.waiting: dict[CellKey, ScopeCell] = {}
        self._decider = ""
        self._copied: tuple[str, list[list[ScopeCell | None]]] = ("", [])

    # -- reading
    def cell(self, key: CellKey) -> ScopeCell:
        """What is decided for a cell, or what waits for a reason."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            return waiting
        bridge = self._desk.bridge
        return bridge.scenario.cell(key) if bridge is not None else ScopeCell()

    @property
    def field(self) -> ShownField:
        """The field that cells show."""
        return self._model.grid.field if self._model.grid is not None else SCOPE

    # -- setting
    def set_scope(self, keys: Sequence[CellKey], scope: Scope) -> None:
        """Set the scope; Out waits where reason, decider or date are missing."""
        if not self._may_edit() or not keys:
            return
        if scope is Scope.OUT:
            self._take_out({key: self.cell(key) for key in keys})
            return
        self.drop(keys)
        self.set_fields(keys, scope=scope)

    def set_fields(self, keys: Sequence[CellKey], **changes: object) -> bool:
        """Set fields; cells that wait are carried out once nothing is missing. Tells whether it went well."""
        bridge = self._desk.bridge
        if bridge is None or not self._may_edit():
            return False
        if changes.get("decided_by"):
            self._decider = str(changes["decided_by"])
        ready = self._ready_after(keys, changes)
        plain = [key for key in keys if key not in self.waiting]
        try:
            edit = scope_edits.set_cells(bridge.project, bridge.scenario, plain, "", **changes)
        except EditError as problem:
            self._desk.problem.emit(problem)
            return False
        if ready:
            beside = {} if edit is None else dict(zip(edit.keys, edit.after, strict=True))
            label = f"Set {scope_edits.count_words(len(ready))} to Out"
            edit = scope_edits.edit_of(bridge.scenario, ready | beside, label)
        if not self._apply(edit):
            return False
        for key in ready:
            del self.waiting[key]
        if len(plain) < len(keys):
            self._tell_waiting()
        return True

    def _ready_after(
        self, keys: Sequence[CellKey], changes: Mapping[str, object]
    ) -> dict[CellKey, ScopeCell]:
        """Change cells that wait; returns those that lack nothing any more."""
        ready: dict[CellKey, ScopeCell] = {}
        for key in keys:
            if key in self.waiting:
                self.waiting[key] = replace(self.waiting[key], **changes)  # type: ignore[arg-type]  # fields of ScopeCell
                if not problem_of(self.waiting[key]):
                    ready[key] = self.waiting[key]
        return ready

    def _take_out(self, cells: Mapping[CellKey, ScopeCell], label: str = "") -> None:
        """Set cells to Out, each with what it says already; those that lack something wait."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        ready: dict[CellKey, ScopeCell] = {}
        for key, cell in cells.items():
            out = replace(
                cell, scope=Scope.OUT, decided_by=cell.decided_by or self._decider,
                decided_on=cell.decided_on or dates.today(),
            )  # fmt: skip
            if problem_of(out):
                self.waiting[key] = out
            else:
                ready[key] = out
                self.waiting.pop(key, None)
        words = label or f"Set {scope_edits.count_words(len(ready))} to Out"
        self._apply(scope_edits.edit_of(bridge.scenario, ready, words))
        self._tell_waiting()

    def reset(self, keys: Sequence[CellKey]) -> None:
        """Take cells back: to In where scope is shown, to not recorded where another field is."""
        if not self._may_edit() or not keys:
            return
        if self.field is SCOPE:
            self.set_scope(keys, Scope.IN)
        else:
            self.set_fields(keys, **{self.field.name: None})

    def drop(self, keys: Iterable[CellKey] | None = None) -> bool:
        """Drop what waits for a reason, of these cells or of all; tells whether there was any."""
        gone = [key for key in (self.waiting if keys is None else keys) if key in self.waiting]
        for key in gone:
            del self.waiting[key]
        if gone:
            self._tell_waiting()
        return bool(gone)

    def prune(self, known: Callable[[CellKey], bool]) -> None:
        """Drop what waits in cells that are no longer there."""
        self.drop([key for key in self.waiting if not known(key)])

    # -- filling
    def fill_down(self, places: Sequence[Place]) -> None:
        """Copy the uppermost selected cell of each column to those below."""
        self._fill(places, along=0)

    def fill_right(self, places: Sequence[Place]) -> None:
        """Copy the leftmost selected cell of each row to those at its right."""
        self._fill(places, along=1)

    def _fill(self, places: Sequence[Place], *, along: int) -> None:
        if not self._may_edit():
            return
        lines: dict[int, list[Place]] = {}
        for place in sorted(places):
            if self._model.key(*place) is not None:
                lines.setdefault(place[1 - along], []).append(place)
        cells: dict[CellKey, ScopeCell] = {}
        for line in lines.values():
            source = self._cell_at(line[0])
            for place in line[1:]:
                key = self._model.key(*place)
                if key is not None and source is not None:
                    cells[key] = self._with_shown(self.cell(key), source)
        if not cells:
            self._desk.tell(Tone.NOTE, "Nothing to fill", why="Select the cell to copy and those beside it.")
            return
        self._put(cells, f"Fill {scope_edits.count_words(len(cells))}")

    def _with_shown(self, cell: ScopeCell, source: ScopeCell) -> ScopeCell:
        """A cell with the field shown of another; the scope brings its reason along."""
        names = _WITH_SCOPE if self.field is SCOPE else (self.field.name,)
        return replace(cell, **{name: getattr(source, name) for name in names})

    def _put(self, cells: Mapping[CellKey, ScopeCell], label: str) -> None:
        """Put whole cells in one step; Out without a reason waits."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        good = {key: cell for key, cell in cells.items() if not problem_of(cell)}
        bad = {key: cell for key, cell in cells.items() if key not in good}
        try:
            edit = scope_edits.paste(bridge.project, bridge.scenario, good, label)
        except EditError as problem:
            self._desk.problem.emit(problem)
            return
        if self._apply(edit):
            for key in good:
                self.waiting.pop(key, None)
        if bad:
            self._take_out(bad)
            self._desk.tell(
                Tone.WARNING, f"{formats.count(len(self.waiting), 'cell')} to take out wait for a reason",
                why="Fill in reason, who decided and the date in the panel; Esc drops them.",
            )  # fmt: skip
        elif good:
            self._tell_waiting()

    # -- clipboard
    def copy(self, places: Sequence[Place]) -> None:
        """Put the words of the selected cells on the clipboard, as a spreadsheet does."""
        rows = sorted({row for row, _ in places})
        columns = sorted({column for _, column in places})
        if not rows:
            return
        chosen = set(places)
        words: list[list[str]] = []
        cells: list[list[ScopeCell | None]] = []
        for row in rows:
            here = [(row, column) if (row, column) in chosen else None for column in columns]
            cells.append([self._cell_at(place) if place else None for place in here])
            words.append([self._word_at(place) if place else "" for place in here])
        text = clipboard.to_text(words)
        self._copied = (text, cells)
        QGuiApplication.clipboard().setText(text)

    def paste(self, places: Sequence[Place]) -> None:
        """Set cells from the clipboard: one value fills the selection, a block starts at its first cell."""
        if not self._may_edit() or not places:
            return
        text = QGuiApplication.clipboard().text()
        block = clipboard.from_text(text)
        if not block:
            return
        whole = self._copied[1] if text == self._copied[0] else None
        targets = self._targets(places, block)
        cells: dict[CellKey, ScopeCell] = {}
        try:
            for (row, column), (down, across) in targets.items():
                key = self._model.key(row, column)
                if key is None:
                    continue
                source = whole[down][across] if whole is not None else None
                if source is not None:
                    cells[key] = self._with_shown(self.cell(key), source)
                else:
                    cells[key] = self._with_word(self.cell(key), block[down][across])
        except InputError as problem:
            self._desk.problem.emit(
                InputError(problem.what, why="Nothing was pasted.", remedy=problem.remedy)
            )
            return
        if cells:
            self._put(cells, f"Paste {scope_edits.count_words(len(cells))}")

    def _with_word(self, cell: ScopeCell, word: str) -> ScopeCell:
        value = self.field.value(word)
        if self.field is SCOPE and value in (Scope.IN, Scope.NOT_APPLICABLE):
            cell = scope_edits.in_scope(cell) if value is Scope.IN else cell
        return replace(cell, **{self.field.name: value})  # type: ignore[arg-type]  # a value of that field

    def _targets(self, places: Sequence[Place], block: list[list[str]]) -> dict[Place, Place]:
        """Which cell takes which entry of the block; heads of groups are passed over."""
        if len(block) == 1 and len(block[0]) == 1:
            return dict.fromkeys(places, (0, 0))
        top, left = min(row for row, _ in places), min(column for _, column in places)
        rows = [row for row in range(top, len(self._model.rows)) if self._model.service_at(row) is not None]
        last = self._model.parity_column
        return {
            (row, left + across): (down, across)
            for row, (down, line) in zip(rows, enumerate(block), strict=False)
            for across in range(len(line))
            if left + across < last
        }

    # -- inside
    def _cell_at(self, place: Place) -> ScopeCell | None:
        key = self._model.key(*place)
        return None if key is None else self.cell(key)

    def _word_at(self, place: Place) -> str:
        cell = self._cell_at(place)
        return self.field.word(cell) if cell is not None else "n.a."

    def _apply(self, edit: ScopeEdit | None) -> bool:
        if edit is None:
            return True
        if not self._desk.apply(edit):
            return False
        advice = advice_on(edit)
        if advice:
            words, _, why = advice[0].words.partition(". ")
            self._desk.tell(Tone.NOTE, words, why=why)
        return True

    def _may_edit(self) -> bool:
        if self._desk.editable:
            return True
        self._desk.tell(Tone.NOTE, "This project is open for reading only", why="Save a copy and change it.")
        return False
