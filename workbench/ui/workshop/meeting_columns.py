"""The columns of snapshots and of parked notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workbench.models.meeting import ParkedNote
from workbench.ui import formats
from workbench.ui.tables.columns import CellKind, Column, IconValue


@dataclass(frozen=True)
class SnapshotRow:
    """A snapshot as the list shows it; ``differing`` areas lie elsewhere now."""

    key: str
    name: str
    at: str
    localities: int
    differing: int


def when_words(at: str) -> str:
    """Time of day for what is of today, else the date, in local time; "" where it is not known."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    today = moment.date() == datetime.now().astimezone().date()
    return formats.clock(moment) if today else f"{moment:%d/%m/%Y}"


def snapshot_columns(rename: Callable[[str, str], bool]) -> tuple[Column[SnapshotRow], ...]:
    """Name, time, localities, what differs; ``rename`` gets key and new name."""
    return (
        Column(
            "name", "Snapshot", "What it is called; F2 changes it", lambda r: r.name,
            lambda r: r.name, edit=lambda r, text: rename(r.key, text), tip=lambda r: r.name,
        ),
        Column("at", "Kept", "When it was kept", lambda r: when_words(r.at), lambda r: r.at,
               width_text="88/88/8888", quiet=True),
        Column(
            "differing", "Differs in", "Areas that lie in another locality now",
            lambda r: formats.count(r.differing, "area") if r.differing else "Nothing",
            lambda r: r.differing, CellKind.NUMBER, "8,888 areas",
        ),
    )  # fmt: skip


def note_columns() -> tuple[Column[ParkedNote], ...]:
    """Number, words, who, when, whether it is done."""
    return (
        Column("number", "No.", "The number on its pin", lambda r: str(r.number), lambda r: r.number,
               CellKind.NUMBER, "888"),
        Column("text", "Note", "What has to be asked or done", lambda r: " ".join(r.text.split()),
               lambda r: r.text, tip=lambda r: r.text),
        Column("who", "Who", "Who asked, or who sees to it", lambda r: r.who, lambda r: r.who or None,
               width_text="Jo Bloggs", quiet=True, tip=lambda r: r.who),
        Column("at", "Parked", "When it was parked", lambda r: when_words(r.at), lambda r: r.at,
               width_text="88/88/8888", quiet=True),
        Column(
            "done", "", "Whether it is done", lambda r: "Done" if r.done else "Open",
            lambda r: int(r.done), CellKind.ICON,
            cell=lambda r: IconValue("ticked" if r.done else "unticked", "Done" if r.done else "Open"),
        ),
    )  # fmt: skip
