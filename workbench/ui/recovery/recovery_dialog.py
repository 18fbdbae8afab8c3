"""The question at the start, or when a project is opened, about work that was never saved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QDialog, QWidget

from workbench.errors import WorkbenchError
from workbench.session.recovery import KeptWork, compare, drop
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.theme import current_theme


class RecoveryAnswer(StrEnum):
    """What shall be done now; kept work stays where it is unless it is recovered or deleted."""

    RECOVER = "recover"
    LATER = "later"


@dataclass(frozen=True)
class Recovery:
    """The answer, and the work it is about."""

    answer: RecoveryAnswer
    kept: KeptWork | None = None


class RecoveryDialog(AskingDialog):
    """Recover, open what was saved, compare the two, or delete the work for good."""

    def __init__(self, kept: list[KeptWork], *, safe: str, parent: QWidget | None = None) -> None:
        super().__init__("Go on with unsaved work?", "Recover", safe=safe, width=620, parent=parent)
        self.kept = list(kept)
        self.table = plain_table("Unsaved work", ("Project", "Last change", "Folder"), stretch=(2,))
        self.table.setMinimumHeight(current_theme().px(120))
        self.told = label("", Role.SECONDARY, wrap=True)
        self.told.setAccessibleName("About this work")
        self.told.setMinimumHeight(current_theme().px(54))
        self.compare = button("Compare with saved", clicked=self._compare)
        self.delete = button("Delete", kind=Kind.DANGER, clicked=self._delete)
        words = "The program ended before this work was saved. It was kept on this computer, whole."
        self.fill(
            label(words, Role.SECONDARY, wrap=True), self.table, self.told, extra=(self.delete, self.compare)
        )
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.itemDoubleClicked.connect(self.accept)
        self._show()

    @property
    def current(self) -> KeptWork | None:
        """The work that is chosen."""
        at = self.table.currentRow()
        return self.kept[at] if 0 <= at < len(self.kept) else None

    def _show(self) -> None:
        rows = []
        for kept in self.kept:
            at = kept.changed.astimezone()
            changed = f"{formats.date_field(at.date())} {at:%H:%M}"
            rows.append((kept.original.name, changed, str(kept.original.parent)))
        fill_table(self.table, rows)
        if rows:
            self.table.selectRow(0)
        else:
            self.reject()

    def _chosen(self) -> None:
        kept = self.current
        for part in (self.main, self.compare, self.delete):
            part.setEnabled(kept is not None)
        if kept is None:
            self.told.setText("")
            return
        self.compare.setEnabled(kept.original_there)
        if not kept.original_there:
            self.told.setText(f"{kept.original.name} is no longer in its folder. Saving writes it again.")
        elif kept.original_changed:
            self.told.setText(
                f"{kept.original.name} was saved by somebody after this work began. "
                "Recover it, then save it under another name and look at both."
            )
        else:
            self.told.setText(f"{kept.original.name} is as it was when this work began.")

    def _compare(self) -> None:
        kept = self.current
        if kept is None:
            return
        try:
            changes = compare(kept)
        except WorkbenchError as problem:
            self.told.setText(str(problem))
            return
        words = "; ".join(change.words for change in changes) or "every scenario is as it was saved"
        self.told.setText(f"Against the saved file: {words}")

    def _delete(self) -> None:
        kept = self.current
        if kept is None:
            return
        if not SureDialog.ask(self, kept.original.name):
            return
        try:
            drop(kept)
        except OSError as problem:
            self.told.setText(f"It was not deleted: {problem.strerror}.")
            return
        except WorkbenchError as problem:
            self.told.setText(str(problem))
            return
        self.kept.remove(kept)
        self._show()

    @classmethod
    def ask(cls, parent: QWidget | None, kept: list[KeptWork], *, safe: str = "Not now") -> Recovery:
        """Ask what shall become of kept work."""
        dialog = cls(kept, safe=safe, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.current
        dialog.deleteLater()
        if accepted and chosen is not None:
            return Recovery(RecoveryAnswer.RECOVER, chosen)
        return Recovery(RecoveryAnswer.LATER)


class SureDialog(AskingDialog):
    """Deleting kept work cannot be undone."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            f"Delete the unsaved work on {name}?", "Delete", safe="Keep it", danger=True, parent=parent
        )
        self.fill(
            label(
                "The saved file stays as it is. The unsaved work cannot be brought back.",
                Role.SECONDARY,
                wrap=True,
            )
        )

    @classmethod
    def ask(cls, parent: QWidget | None, name: str) -> bool:
        """Whether it shall go."""
        dialog = cls(name, parent)
        answer = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return answer
