"""The columns of the history list."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.models.edits import (
    Compound,
    Edit,
    HeadEdit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RulesEdit,
    ScenarioEdit,
    ScenarioOrder,
)
from workbench.ui.tables.columns import CellKind, Column, IconValue


@dataclass(frozen=True)
class HistoryRow:
    """One step: its place, what it did, when, and whether it is done, the last one done, or undone."""

    position: int
    label: str
    at: str
    icon: str
    now: bool = False
    undone: bool = False


def icon_of(edit: Edit | None) -> str:  # noqa: PLR0911 - one answer a kind of edit
    """The icon of a step."""
    match edit:
        case Reassignment(after=after):
            return "eraser" if after and after[0] is None else "brush"
        case LocalityEdit(before=None):
            return "locality"
        case LocalityEdit(before=before, after=after) if before and after and before.locked != after.locked:
            return "lock" if after.locked else "unlock"
        case LocalityEdit():
            return "rename"
        case PracticeEdit():
            return "practice"
        case RulesEdit(before=before, after=after) if before.locked_units != after.locked_units:
            return "lock" if len(after.locked_units) > len(before.locked_units) else "unlock"
        case RulesEdit():
            return "settings"
        case ScenarioEdit() | ScenarioOrder() | HeadEdit():
            return "document"
        case Compound(parts=parts):
            return "locality" if parts and isinstance(parts[0], LocalityEdit) else "history"
        case _:
            return "open"


def _token(row: HistoryRow) -> str:
    if row.now:
        return "accent"
    return "control" if row.undone else "text3"


def history_columns() -> tuple[Column[HistoryRow], ...]:
    """Icon, words, time."""
    return (
        Column(
            "icon", "", "Kind of step", lambda _: "", lambda r: r.position, CellKind.ICON,
            cell=lambda r: IconValue(r.icon, r.label, _token(r)),
        ),
        Column(
            "label", "Step", "What was done", lambda r: r.label, lambda r: r.position,
            spoken=lambda r: f"{r.label}, undone" if r.undone else r.label,
            tip=lambda r: "Undone; click to do it again" if r.undone else "Click to go back to here",
        ),
        Column("at", "Time", "When", lambda r: r.at, lambda r: r.position, CellKind.NUMBER, "88:88",
               quiet=True),
    )  # fmt: skip
