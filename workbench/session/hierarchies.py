"""Larger areas from look-up files: read one, keep it as a step, take it out again (R20, R38)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import EditError, InputError
from workbench.io.readers.lookups import Lookup, LookupRow, read_lookup
from workbench.models.edits import Compound, Edit, RegisterEdit
from workbench.models.hierarchy import Hierarchy
from workbench.models.project import Project

MOST_PERIODS = 6
"""Sets of larger areas that one file may hold side by side; more are asked for by a date."""


@dataclass(frozen=True)
class HierarchyReport:
    """What was read. ``units`` is how many areas of the project have a larger area in the first set.

    ``through`` is the title of the kind of larger area that the file names its areas by, "" for areas.
    """

    file: str
    headings: tuple[str, ...]
    rows_read: int
    rows_used: int
    rows_of_other_areas: int
    units: int
    units_without: int
    through: str
    hierarchies: tuple[Hierarchy, ...]


def read_hierarchies(
    project: Project,
    path: Path,
    *,
    kind: str,
    title: str = "",
    area: str = "",
    code: str = "",
    name: str = "",
    on: str = "",
) -> HierarchyReport:
    """Read larger areas of the project's areas, or of larger areas that they lie in already.

    Each period of a file with dates gives a set of its own; with ``on``, a day as 2016-03-15, only what is
    valid on it is read.

    Raises:
        InputError: the file cannot be used, names two larger areas for one area, or has too many periods.
        EditError: the imported data has larger areas of this kind already.
    """
    units = project.area.units
    kind = "_".join(kind.casefold().split())
    own = units.parents.get(kind)
    if not kind or (own is not None and not own.looked_up):
        raise EditError(
            f"The project has larger areas of the kind “{kind}” already." if kind else "A kind is needed.",
            remedy="Choose another name for the kind.",
        )
    others = [column for column in units.parents.values() if column.kind != kind]
    known = [frozenset(units.index_of), *(frozenset(column.codes) - {""} for column in others)]
    lookup, which = read_lookup(path, known, area=area, code=code, name=name)
    inside = [row for row in lookup.rows if row.area in known[which]]
    rows = [row for row in inside if not on or _holds(row, on)]
    if not rows:
        raise InputError(f"{lookup.file} holds nothing that is valid on {on}.", remedy="Choose another day.")
    through = others[which - 1] if which else None
    of_unit = [
        (str(unit), str(larger))
        for unit, larger in zip(units.codes, units.codes if through is None else through.codes, strict=True)
    ]
    found = tuple(
        _hierarchy(lookup, part, of_unit, kind=key, title=title or kind.replace("_", " ").upper())
        for key, part in _sets(lookup, rows, kind, one_day=bool(on))
    )
    return HierarchyReport(
        file=lookup.file,
        headings=lookup.headings,
        rows_read=len(lookup.rows),
        rows_used=len(rows),
        rows_of_other_areas=len(lookup.rows) - len(inside),
        units=len(found[0].units),
        units_without=len(units) - len(found[0].units),
        through="" if through is None else through.title,
        hierarchies=found,
    )


def keep_hierarchies(project: Project, found: Sequence[Hierarchy], file: str) -> Edit:
    """Keep sets of larger areas, as one step; those of the same kind give way."""
    parts = [
        RegisterEdit(
            "", "hierarchy", one.kind, project.registers.get("hierarchy", one.kind), one,
            f"Larger areas {one.full_title}",
        )
        for one in found
    ]  # fmt: skip
    return parts[0] if len(parts) == 1 else Compound("", tuple(parts), f"Larger areas from {file}")


def drop_hierarchy(project: Project, kind: str) -> RegisterEdit:
    """Take a set of larger areas out.

    Raises:
        EditError: there is none of this kind that came from a look-up.
    """
    held = project.registers.get("hierarchy", kind)
    if not isinstance(held, Hierarchy):
        kinds = ", ".join(one.kind for one in project.hierarchies) or "none yet"
        raise EditError(
            f"No look-up gave larger areas of the kind “{kind}”.",
            why=f"There are: {kinds}.",
            remedy="Name one of these.",
        )
    return RegisterEdit("", "hierarchy", kind, held, None, f"Without larger areas {held.full_title}")


def _holds(row: LookupRow, day: str) -> bool:
    """Whether a row is valid on a day; days of ISO 8601 compare as texts."""
    return (not row.valid_from or row.valid_from <= day) and (not row.valid_to or day <= row.valid_to)


def _sets(
    lookup: Lookup, rows: Sequence[LookupRow], kind: str, *, one_day: bool
) -> list[tuple[str, list[LookupRow]]]:
    """Kind and rows of each set: one where every area stands once, else one for each period."""
    periods = sorted({(row.valid_from, row.valid_to) for row in rows})
    if one_day or len(periods) == 1 or len({row.area for row in rows}) == len(rows):
        return [(kind, list(rows))]
    if len(periods) > MOST_PERIODS:
        raise InputError(
            f"{lookup.file} holds {len(periods)} periods.", remedy="Choose the day that it is to be read for."
        )
    sets: dict[str, list[LookupRow]] = {}
    for start, end in periods:
        year = (start or end)[:4]
        key = f"{kind}_{year}" if year else kind
        key = next(k for k in (key, *(f"{key}_{n}" for n in range(2, 9))) if k not in sets)
        sets[key] = [row for row in rows if (row.valid_from, row.valid_to) == (start, end)]
    return list(sets.items())


def _hierarchy(
    lookup: Lookup,
    rows: Sequence[LookupRow],
    of_unit: Sequence[tuple[str, str]],
    *,
    kind: str,
    title: str,
) -> Hierarchy:
    larger: dict[str, LookupRow] = {}
    for row in rows:
        other = larger.setdefault(row.area, row)
        if other.code != row.code:
            raise InputError(
                f"{lookup.file}, row {row.row}: {row.area} lies in {row.code} here and in {other.code} "
                f"in row {other.row}.",
                remedy="Choose a look-up with one larger area for each area, or the day that is meant.",
            )
    ends = [row.valid_to for row in larger.values() if row.valid_to]
    base = Hierarchy(
        kind=kind,
        title=title,
        units=tuple((unit, larger[area].code) for unit, area in of_unit if area in larger),
        names=tuple(sorted({row.code: row.name for row in larger.values()}.items())),
        valid_from=max(row.valid_from for row in larger.values()),
        valid_to=min(ends, default=""),
        source=lookup.file,
    )
    used = {code for _, code in base.units}
    return replace(base, names=tuple(pair for pair in base.names if pair[0] in used))
