"""The columns of the history list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from workbench.models.edits import (
    Compound,
    Edit,
    HeadEdit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RegisterEdit,
    RulesEdit,
    ScenarioEdit,
    ScenarioOrder,
)
from workbench.models.history import History
from workbench.ui import formats
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
    on: str = ""
    """The day and the time of it, for the list of all steps."""
    by: str = ""
    """Who did it, empty where that is not known."""


_REGISTER_ICONS = {"plan_snapshot": "snapshot", "parked_note": "note"}


def icon_of(edit: Edit | None) -> str:
    """The icon of a step."""
    match edit:
        case RulesEdit():
            return _icon_of_rules(edit)
        case LocalityEdit():
            return _icon_of_locality(edit)
        case Reassignment(after=after):
            return "eraser" if after and after[0] is None else "brush"
        case PracticeEdit():
            return "practice"
        case ScenarioEdit() | ScenarioOrder() | HeadEdit():
            return "document"
        case Compound(parts=parts):
            return "locality" if parts and isinstance(parts[0], LocalityEdit) else "history"
        case _:
            return _REGISTER_ICONS.get(edit.register, "open") if isinstance(edit, RegisterEdit) else "open"


def _icon_of_rules(edit: RulesEdit) -> str:
    before, after = edit.before, edit.after
    if before.links != after.links:
        return "link"
    if before.locked_units != after.locked_units:
        return "lock" if len(after.locked_units) > len(before.locked_units) else "unlock"
    return "settings"


def _icon_of_locality(edit: LocalityEdit) -> str:
    before, after = edit.before, edit.after
    if before is None:
        return "locality"
    if after is not None and before.locked != after.locked:
        return "lock" if after.locked else "unlock"
    return "rename"


def _token(row: HistoryRow) -> str:
    if row.now:
        return "accent"
    return "control" if row.undone else "text3"


def history_row(history: History, position: int, *, opened_as: str) -> HistoryRow:
    """The row of a step; ``opened_as`` names the state before the first."""
    now = position == history.position
    if position == 0:
        return HistoryRow(0, opened_as, "", "open", now)
    step = history.steps[position - 1]
    undone = position > history.position
    at, on = when(step.at)
    return HistoryRow(position, step.label, at, icon_of(step.edit), now, undone, on, step.by)


@lru_cache(maxsize=16_384)
def when(at: str) -> tuple[str, str]:
    """Time of day for steps of today, else the date; and both in full. In local time.

    Kept for each moment, since a list of thousands asks again and again; after midnight the time of day
    of yesterday stays until the program is started anew.
    """
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return "", ""
    today = moment.date() == datetime.now().astimezone().date()
    clock = formats.clock(moment)
    return clock if today else f"{moment:%d/%m}", f"{moment:%d/%m/%Y} {clock}"


def history_columns(*, full: bool = False) -> tuple[Column[HistoryRow], ...]:
    """Icon, words, time; ``full`` has the number of the step, the day and whether it is undone."""
    icon, words, time = _short_columns()
    if not full:
        return icon, words, time
    C = Column[HistoryRow]  # noqa: N806 - stands for a class
    return (
        C("number", "No.", "Its place among all steps", lambda r: str(r.position or ""),
          lambda r: r.position, CellKind.NUMBER, "8,888", quiet=True),
        icon,
        words,
        C("state", "", "Whether it is undone", _state, _state, width_text="Undone", quiet=True),
        C("by", "Who", "Who did it, as far as it was kept", _who, _who, width_text="Margaret Longname",
          quiet=True),
        C("at", "When", "Day and time", lambda r: r.on, lambda r: r.position, CellKind.NUMBER,
          "88/88/8888 88:88", quiet=True),
    )  # fmt: skip


def _who(row: HistoryRow) -> str:
    return (row.by or formats.NOT_KNOWN) if row.position else ""


def _tip(row: HistoryRow) -> str:
    act = "Undone; click to do it again" if row.undone else "Click to go back to here"
    return f"{row.by}, {row.on}. {act}" if row.by else act


def _state(row: HistoryRow) -> str:
    if row.now:
        return "Now"
    return "Undone" if row.undone else ""


def _short_columns() -> tuple[Column[HistoryRow], Column[HistoryRow], Column[HistoryRow]]:
    return (
        Column(
            "icon", "", "Kind of step", lambda _: "", lambda r: r.position, CellKind.ICON,
            cell=lambda r: IconValue(r.icon, r.label, _token(r)),
        ),
        Column(
            "label", "Step", "What was done", lambda r: r.label, lambda r: r.position,
            spoken=lambda r: f"{r.label}, undone" if r.undone else r.label,
            tip=_tip,
        ),
        Column("at", "Time", "When", lambda r: r.at, lambda r: r.position, CellKind.NUMBER, "88:88",
               quiet=True),
    )  # fmt: skip
