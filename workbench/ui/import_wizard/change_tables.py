"""What a refresh changes as tables: people by kind of area and by locality, practices, data sets."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.session.refresh.report import RefreshReport
from workbench.ui import formats
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, Column
from workbench.ui.tables.table_view import TableView


@dataclass(frozen=True)
class ChangeRow:
    """One thing before and after. ``note`` says more; numbers are None where they are not known."""

    place: int
    what: str
    name: str
    before: float | None = None
    after: float | None = None
    note: str = ""

    @property
    def difference(self) -> float | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before


def area_rows(report: RefreshReport) -> list[ChangeRow]:
    """Residents by what happened to the areas, then by locality of each scenario."""
    lines = [("Areas", one.group, one) for one in report.people]
    lines += [(name, one.group, one) for name, rows in report.localities.items() for one in rows]
    return [
        ChangeRow(
            place, what, name, one.before, one.after,
            f"{formats.count(one.areas_before, 'area')} then {one.areas_after:,}",
        )
        for place, (what, name, one) in enumerate(lines)
        if one.areas_before or one.areas_after
    ]  # fmt: skip


def practice_change_rows(report: RefreshReport) -> list[ChangeRow]:
    """Practices that are new, gone, or have another list, PCN or place."""
    return [
        ChangeRow(
            place, f"{one.kind[:1].upper()}{one.kind[1:]}", f"{one.code} {one.name}", one.before, one.after,
            one.text,
        )
        for place, one in enumerate(report.practices)
    ]  # fmt: skip


def source_rows(report: RefreshReport) -> list[ChangeRow]:
    """Data sets with their edition before and after."""
    return [
        ChangeRow(place, name, after or "Not in the newer data", note=before or "Not there before")
        for place, (name, before, after) in enumerate(report.sources)
    ]


def number_table(name: str, titles: tuple[str, str, str]) -> TableView:
    """A table of numbers before and after; ``titles`` are those of the first two columns and of the note."""
    C = Column[ChangeRow]  # noqa: N806 - stands for a class
    what, who, note = titles
    columns = (
        C("what", what, what, lambda r: r.what, lambda r: r.what, width_text="List changed by more than 5%"),
        C("name", who, who, lambda r: r.name, lambda r: r.name),
        C("before", "Before", "In the project now", lambda r: _number(r.before), lambda r: r.before,
          CellKind.NUMBER, "8,888,888"),
        C("after", "After", "In the newer data", lambda r: _number(r.after), lambda r: r.after,
          CellKind.NUMBER, "8,888,888"),
        C("difference", "Difference", "After less before", lambda r: _signed(r.difference),
          lambda r: r.difference, CellKind.NUMBER, "−888,888"),
        C("note", note, note, lambda r: r.note, lambda r: r.note,
          width_text="U000000 then U000000", quiet=True),
    )  # fmt: skip
    return TableView(ColumnTableModel(columns, lambda r: r.place), name)


def source_table() -> TableView:
    """A table of data sets."""
    C = Column[ChangeRow]  # noqa: N806 - stands for a class
    columns = (
        C("what", "Data set", "Data set", lambda r: r.what, lambda r: r.what,
          width_text="Patients registered at a GP practice, by LSOA"),
        C("note", "Before", "Edition and file before", lambda r: r.note, lambda r: r.note, keeps_end=True),
        C("name", "After", "Edition and file after", lambda r: r.name, lambda r: r.name, keeps_end=True),
    )  # fmt: skip
    return TableView(ColumnTableModel(columns, lambda r: r.place), "Changes of data sets")


def _number(value: float | None) -> str:
    return "" if value is None else formats.number(value)


def _signed(value: float | None) -> str:
    return "" if value is None else formats.signed(value)
