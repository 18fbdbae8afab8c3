"""The sheets Sectors, Fragmentation, Tier shift, Phasing and Gaps: what the matrix says when exported."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.scope.gap_rows import gap_rows
from workbench.io.workbooks.scope.matrix import locality_header
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Formula, Value, known, text, yes_no
from workbench.metrics.services.fragmentation import service_providers
from workbench.metrics.services.phasing import phasing
from workbench.metrics.services.sector_mix import MIX_COLUMNS, sector_mix
from workbench.metrics.services.tiers import setting_moves, tier_shifts
from workbench.models.scope import CellKey, Role
from workbench.models.services import AgeGroup


def write_sectors(book: Book, matter: Matter) -> None:
    """Cells of the matrix by the sector of their providers; each column adds up to its rows (R15)."""
    sheet = book.add_sheet(
        "Sectors",
        title="Sector mix",
        holds=(
            "This worksheet contains one table: cells of the matrix by sector of their providers, each cell "
            "counted once."
        ),
    )
    mix = sector_mix(matter.matrix, matter.known_organisations)
    narrow = 9.0 if len(matter.localities) <= 15 else 8.0
    filled = bool(matter.localities)

    def total(header: str, value: int) -> Formula | None:
        return Formula(f"=SUM(tbl_sectors[{header}])", value) if filled else None

    columns = [
        Column("Sector", narrowest=26, total="Total" if filled else None),
        *(
            Column(locality_header(locality), "number", widest=narrow, narrowest=narrow)
            for locality in matter.localities
        ),
        Column("All cells", "number", narrowest=10, total=total("All cells", sum(mix.total.values()))),
    ]
    rows: list[list[Value]] = [
        [
            column,
            *(mix.by_locality[locality.code][column] for locality in matter.localities),
            mix.total[column],
        ]
        for column in MIX_COLUMNS
    ]
    write_table(
        book, sheet, name="tbl_sectors", title="Sector mix", columns=columns, rows=rows, freeze_columns=1
    )


def write_fragmentation(book: Book, matter: Matter) -> None:
    """Different providers of each service, and services that localities have from different ones (R32)."""
    sheet = book.add_sheet(
        "Fragmentation",
        title="Providers of each service",
        holds="This worksheet contains one table: one row for each service.",
    )
    rows: list[list[Value]] = []
    for found in service_providers(matter.matrix, matter.known_organisations):
        nothing = not found.providers
        rows.append(
            [
                found.service,
                matter.service_of[found.service].group,
                found.name,
                NOT_AVAILABLE if nothing else len(found.providers),
                NOT_AVAILABLE if nothing else matter.organisation_names(found.providers),
                NOT_AVAILABLE if nothing else len(found.sites),
                NOT_APPLICABLE if nothing else len(found.models),
                NOT_APPLICABLE if nothing else yes_no(found.parallel),
                NOT_APPLICABLE if nothing else yes_no(found.networked),
            ]
        )
    columns = (
        Column("Service ID"),
        Column("Group", widest=20),
        Column("Service", widest=36),
        Column("Providers", "number", narrowest=10),
        Column("Provider names", widest=64, narrowest=30),
        Column("Sites", "number", narrowest=8),
        Column("Models", "number", narrowest=8),
        Column("Parallel models", narrowest=10),
        Column("Networked", narrowest=10),
    )
    write_table(
        book,
        sheet,
        name="tbl_fragmentation",
        title="Providers of each service",
        columns=columns,
        rows=rows,
        freeze_columns=3,
    )


def write_tier_shift(book: Book, matter: Matter) -> None:
    """Cells whose tier is not the usual one, or whose setting is planned to change (R21, R22)."""
    sheet = book.add_sheet(
        "Tier shift",
        title="Tiers and settings that shift",
        holds=(
            "This worksheet contains one table: one row for each cell whose tier is not the usual one or "
            "whose setting is planned to change."
        ),
    )
    shifts = {shift.key: shift for shift in tier_shifts(matter.matrix)}
    moves = {move.key: move for move in setting_moves(matter.matrix)}
    rows: list[list[Value]] = []
    for key in matter.keys:
        shift, move = shifts.get(key), moves.get(key)
        if shift is None and move is None:
            continue
        service, cell = matter.service_of[key.service], matter.cell(key)
        rows.append(
            [
                *_place(matter, key),
                service.tier.words,
                NOT_AVAILABLE if cell.tier is None else cell.tier.words,
                NOT_APPLICABLE if shift is None else shift.levels,
                yes_no(shift is not None and shift.levels > 0),
                text(str(cell.setting_now or "")),
                text(str(cell.setting_planned or "")),
                yes_no(move is not None and move.out_of_hospital),
            ]
        )
    columns = (
        Column("Service", widest=36, narrowest=26),
        Column("Ages", narrowest=9),
        Column("Locality", widest=24, narrowest=16),
        Column("Usual tier", narrowest=9),
        Column("Delivery tier", narrowest=9),
        Column("Levels above usual", "signed", narrowest=9),
        Column("Could be delivered lower", narrowest=12),
        Column("Setting now", narrowest=13),
        Column("Setting planned", narrowest=13),
        Column("Moves out of hospital", narrowest=11),
    )
    write_table(
        book, sheet, name="tbl_tiers", title="Tiers and settings that shift", columns=columns, rows=rows
    )


def write_phasing(book: Book, matter: Matter) -> None:
    """What starts in which phase, for how many people, in which role (R18, R36)."""
    sheet = book.add_sheet(
        "Phasing",
        title="Phases",
        holds=f"This worksheet contains one table: one row for each phase. {_without_phase(matter)}",
    )
    found = phasing(matter.matrix)
    rows: list[list[Value]] = [
        [
            row.phase,
            row.cells,
            row.cumulative_cells,
            ", ".join(f"{code} {matter.names[code]}" for code in row.joining) or NOT_APPLICABLE,
            known(row.people_joining),
            known(row.cumulative_people),
            known(row.cumulative_share),
            *(row.roles.get(role, 0) for role in (*Role, None)),
        ]
        for row in found.phases
    ]
    columns = (
        Column("Phase", "number", narrowest=8),
        Column("Cells starting", "number", narrowest=10),
        Column("Cells so far", "number", narrowest=10),
        Column("Localities joining", widest=44, narrowest=30),
        Column("People joining", "people", narrowest=12),
        Column("Cumulative people", "people", narrowest=12),
        Column("Cumulative %", "share", narrowest=11),
        *(Column(f"{role} so far", "number", narrowest=10) for role in Role),
        Column("Role not recorded", "number", narrowest=10),
    )
    write_table(book, sheet, name="tbl_phasing", title="Phases", columns=columns, rows=rows)


def _without_phase(matter: Matter) -> str:
    without = sum(row.cell.phase is None for row in matter.matrix.offered)
    return f"{without:,} of {len(matter.matrix.offered):,} cells in scope have no phase yet."


def write_gaps(book: Book, matter: Matter) -> None:
    """What is still missing, where, and who could say (R35, R44, R61)."""
    sheet = book.add_sheet(
        "Gaps",
        title="Gaps",
        holds="This worksheet contains one table: one row for each missing item, with the localities.",
    )
    columns = (
        Column("Missing", widest=30, narrowest=24),
        Column("Item", widest=44, narrowest=30),
        Column("Ages", narrowest=10),
        Column("Localities", "number", narrowest=10),
        Column("Where", widest=50, narrowest=30),
        Column("Who", widest=30, narrowest=18),
    )
    write_table(book, sheet, name="tbl_gaps", title="Gaps", columns=columns, rows=gap_rows(matter))


def _place(matter: Matter, key: CellKey) -> list[Value]:
    age: AgeGroup = key.age
    return [
        f"{key.service} {matter.service_of[key.service].name}",
        age.words,
        f"{key.locality} {matter.names[key.locality]}",
    ]
