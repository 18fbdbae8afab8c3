"""The round trip of a locality configuration: what counts as moved, in conflict, refused."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from openpyxl.workbook import Workbook

from tests.plan_books import edited, export, header_row, place, plan_session, scenario_of, setting
from workbench.errors import InputError
from workbench.io.workbooks.area_columns import AREA_CODE, LOCALITY_CODE, SHARE
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.registers import PlanExport
from workbench.session import plan_edits, practice_edits
from workbench.session.export_notes import PLAN_REGISTER, PLANS_KEPT
from workbench.session.merge_report import MergeReport
from workbench.session.plan_workbook import import_plan_workbook
from workbench.session.session import Session

ROWS = 12 + 5


@pytest.fixture
def session() -> Session:
    return plan_session()


@pytest.fixture
def book(session: Session, tmp_path: Path) -> Path:
    return export(session, tmp_path)


def back(session: Session, path: Path, **options: bool) -> MergeReport:
    return import_plan_workbook(session, "Plan", path, **options)


def nothing_changed(report: MergeReport) -> bool:
    return (report.rows_read, report.unchanged, report.missing, report.refused) == (ROWS, ROWS, 0, ())


def locality(session: Session, unit: str) -> str | None:
    return scenario_of(session).plan.code_of_unit(session.project.area.units.index_of[unit])


def move_in_project(session: Session, unit: int, slot: int) -> None:
    edit = plan_edits.reassign(session.project, scenario_of(session), np.array([unit]), slot)
    assert edit is not None
    session.apply(edit)


def refused(report: MergeReport) -> list[tuple[str, str]]:
    return [(row.key, row.reason) for row in report.refused]


def test_untouched_and_saved_by_another_library_change_nothing(session: Session, book: Path) -> None:
    steps = len(session.history.steps)
    for path in (book, edited(book, lambda _: None)):
        report = back(session, path)
        assert nothing_changed(report)
        assert (report.export_known, report.applied) == (True, False)
    assert len(session.history.steps) == steps


def test_edited_codes_are_exactly_those_moves_and_one_step(session: Session, book: Path) -> None:
    wanted: dict[str, object] = {
        "U01": "L02",
        "U02": "l03 ",
        "U03": "Unassigned",
        "U04": "Barlow",
        "U05": None,
    }
    path = edited(book, setting("Areas", wanted))
    before = scenario_of(session).plan.labels.copy()
    dry = back(session, path, dry_run=True)
    assert (dry.changed, dry.applied) == (5, False)
    assert (scenario_of(session).plan.labels == before).all()
    report = back(session, path)
    assert {(c.key, c.before, c.after) for c in report.changes} == {
        ("U01", "L01", "L02"),
        ("U02", "L02", "L03"),
        ("U03", "L03", "Unassigned"),
        ("U04", "L01", "L02"),
        ("U05", "L02", "Unassigned"),
    }
    assert [locality(session, unit) for unit in wanted] == ["L02", "L03", None, "L02", None]
    assert (scenario_of(session).plan.labels[5:] == before[5:]).all()
    session.undo()
    assert (scenario_of(session).plan.labels == before).all()


def test_practices_come_back_whole_split_and_unassigned(session: Session, book: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Practices"]
        sheet.cell(*place(book, "Practices", "P1")).value = "Unassigned"
        sheet.cell(*place(book, "Practices", "P2", nth=0)).value = "L03"
        sheet.cell(*place(book, "Practices", "P3")).value = "L02"

    report = back(session, edited(book, change))
    assert {(c.sheet, c.key) for c in report.changes} == {("Practices", f"P{n}") for n in (1, 2, 3)}
    scenario = scenario_of(session)
    assert scenario.assignment("P1") == PracticeAssignment((), AssignedHow.HAND)
    assert scenario.assignment("P2").shares == (("L03", 0.25), ("L02", 0.75))
    assert scenario.assignment("P3").shares == (("L02", 1.0),)
    session.undo()
    assert scenario.assignment("P1").shares == (("L01", 1.0),)


def test_both_halves_of_a_split_practice_into_one_locality(session: Session, book: Path) -> None:
    report = back(session, edited(book, setting("Practices", {"P2": "L02"})))
    assert report.changes[0].after == "L02"
    assert scenario_of(session).assignment("P2").shares == (("L02", 1.0),)


def test_a_split_practice_without_one_of_its_rows_is_refused(session: Session, book: Path) -> None:
    def change(book: Workbook) -> None:
        row, _ = place(book, "Practices", "P2")
        book["Practices"].delete_rows(row)

    report = back(session, edited(book, change))
    assert refused(report) == [("P2", "The other rows of this split practice are missing.")]


@pytest.mark.parametrize("take", [False, True])
def test_a_conflict_keeps_the_project_unless_told_otherwise(session: Session, book: Path, take: bool) -> None:
    path = edited(book, setting("Areas", {"U01": "L02", "U02": "L03"}))
    move_in_project(session, 0, 2)  # to L03: a conflict
    move_in_project(session, 1, 2)  # to L03 as in the workbook: nothing to do
    move_in_project(session, 11, 0)  # not in the workbook: stays
    report = back(session, path, take_workbook=take)
    conflict = report.conflict_values[0]
    assert (conflict.key, conflict.exported, conflict.workbook, conflict.project) == (
        "U01",
        "L01",
        "L02",
        "L03",
    )
    assert (report.conflicts, report.changed) == (1, int(take))
    assert locality(session, "U01") == ("L02" if take else "L03")
    assert (locality(session, "U02"), locality(session, "U12")) == ("L03", "L01")


def test_rows_that_cannot_be_taken_are_refused_with_reasons(session: Session, book: Path) -> None:
    def change(book: Workbook) -> None:
        setting("Areas", {"U01": "L99", "U02": "=A1", "U04": "L02"})(book)
        setting("Areas", {"U03": "U04", "U05": "U99"}, AREA_CODE)(book)
        setting("Practices", {"P1": "Nowhere"})(book)

    report = back(session, edited(book, change))
    reasons = dict(refused(report))
    assert reasons == {
        "U01": "“L99” is no locality of this scenario; allowed are L01, L02, L03, Unassigned.",
        "U02": "A formula stands where text is expected: Locality code.",
        "U04": "The area code is a duplicate: it stands in 2 rows.",
        "U99": "The area code is unknown: this project has no such area.",
        "P1": "“Nowhere” is no locality of this scenario; allowed are L01, L02, L03, Unassigned.",
    }
    assert report.missing_keys == ("U03", "U05")
    assert (report.changed, report.applied) == (0, False)


def test_locks_are_in_the_way_with_words(session: Session, book: Path) -> None:
    scenario = scenario_of(session)
    locked = plan_edits.lock_units(session.project, scenario, np.array([0]), locked=True)
    assert locked is not None
    session.apply(locked)
    session.apply(plan_edits.lock_locality(scenario, "L03", locked=True))
    practice = practice_edits.lock_practices(scenario, ["P1"], locked=True)
    assert practice is not None
    session.apply(practice)

    def change(book: Workbook) -> None:
        setting("Areas", {"U01": "L02", "U02": "L03", "U03": "L01", "U04": "L02"})(book)
        setting("Practices", {"P1": "L02"})(book)

    report = back(session, edited(book, change))
    words = "Corve is locked. Unlock it to take areas from it or give it areas."
    assert dict(refused(report)) == {
        "U01": "The area is locked. Unlock it to move it.",
        "U02": words,
        "U03": words,
        "P1": "The practice is locked. Unlock it to change its locality.",
    }
    assert [change.key for change in report.changes] == ["U04"]
    assert locality(session, "U04") == "L02"


def test_missing_rows_delete_nothing(session: Session, book: Path) -> None:
    def change(book: Workbook) -> None:
        row, _ = place(book, "Areas", "U05")
        book["Areas"].delete_rows(row, 3)

    report = back(session, edited(book, change))
    assert (report.changed, report.missing, report.missing_keys) == (0, 3, ("U05", "U06", "U07"))
    assert locality(session, "U05") == "L02"


def test_sorted_moved_and_extra_columns_give_the_same(session: Session, book: Path) -> None:
    def shuffle(book: Workbook) -> None:
        setting("Areas", {"U01": "L02", "U07": "L03"})(book)
        sheet = book["Areas"]
        top = header_row(sheet, AREA_CODE)
        lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=top, max_row=top + 12)]
        head, body = lines[0], lines[1:]
        body = body[::-1]
        order = [*range(len(head))][::-1]
        for at, line in enumerate([head, *body], start=top):
            for to, start in enumerate(order, start=2):
                sheet.cell(at, to).value = line[start]
            sheet.cell(at, 1).value = "mine" if at == top else f"note {at}"
        sheet.auto_filter.ref = f"A{top}:L{top + 12}"
        sheet.row_dimensions[top + 3].hidden = True

    report = back(session, edited(book, shuffle))
    assert {(change.key, change.after) for change in report.changes} == {("U01", "L02"), ("U07", "L03")}
    assert (report.refused, report.missing) == ((), 0)


def test_a_renamed_header_is_told(session: Session, book: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Areas"]
        row = header_row(sheet, AREA_CODE)
        next(cell for cell in sheet[row] if cell.value == LOCALITY_CODE).value = "Hub"

    with pytest.raises(InputError, match="the sheet Areas has no column “Locality code”"):
        back(session, edited(book, change))


def test_workbooks_of_elsewhere_are_refused(session: Session, book: Path, tmp_path: Path) -> None:
    other = plan_session()
    with pytest.raises(InputError, match="comes from the scenario “Plan”"):
        back(other, book)
    other.project.name = "Other"
    with pytest.raises(InputError, match="comes from the project"):
        back(other, book)
    scope = tmp_path / "none.xlsx"
    empty = Workbook()
    empty.save(scope)
    with pytest.raises(InputError, match=r"none\.xlsx is not a locality configuration of this program"):
        back(session, scope)


def test_an_export_that_nobody_noted_counts_every_difference(session: Session, book: Path) -> None:
    registers = scenario_of(session).registers
    for note in registers.of(PLAN_REGISTER, PlanExport):
        registers.put(PLAN_REGISTER, note.id, None)
    move_in_project(session, 0, 1)
    report = back(session, book)
    assert not report.export_known
    assert [(change.key, change.after) for change in report.changes] == [("U01", "L01")]


def test_a_locality_that_is_gone_since_is_no_change_where_the_code_was_kept(
    session: Session, book: Path
) -> None:
    session.apply(plan_edits.delete_locality(session.project, scenario_of(session), "L03"))
    report = back(session, book)
    assert (report.changed, report.conflicts, report.refused) == (0, 0, ())


def test_merged_practices_follow_the_row_of_the_one_that_stays(session: Session, book: Path) -> None:
    session.apply(practice_edits.merge_practices(session.project, scenario_of(session), "P1", ["P3"]))
    fresh = export(session, book.parent)
    report = back(session, edited(fresh, setting("Practices", {"P3": "L03"})))
    assert refused(report) == [("P3", "The practice is merged into P1. Change the row of that one.")]


def test_notes_of_exports_are_kept_up_to_a_number_and_not_copied(session: Session, tmp_path: Path) -> None:
    for turn in range(PLANS_KEPT + 2):
        move_in_project(session, 0, 1 + turn % 2)
        head = scenario_of(session).head
        scenario_of(session).head = replace(head, note=f"{turn}")
        export(session, tmp_path)
    scenario = scenario_of(session)
    assert len(scenario.registers.of(PLAN_REGISTER, PlanExport)) == PLANS_KEPT
    assert scenario.copy(id="x", name="Copy").registers.of(PLAN_REGISTER, PlanExport) == ()


def test_shares_that_no_split_makes_are_refused(session: Session, book: Path) -> None:
    report = back(session, edited(book, setting("Practices", {"P2": 0.5}, SHARE)))
    assert {reason for _, reason in refused(report)} == {
        "The practice stands in 2 rows whose shares do not add up to 1."
    }


def test_saved_by_libreoffice_changes_nothing(
    session: Session, book: Path, tmp_path: Path, soffice: str
) -> None:
    def convert(path: Path) -> Path:
        out = tmp_path / "lo"
        out.mkdir(exist_ok=True)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return out / path.name

    assert nothing_changed(back(session, convert(book)))
    wanted = {f"U{n:02d}": "L03" for n in (1, 2, 4, 5)}
    report = back(session, convert(edited(book, setting("Areas", dict(wanted)))))
    assert {(change.key, change.after) for change in report.changes} == set(wanted.items())
