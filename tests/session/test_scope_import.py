"""The round trip of the scope matrix: what counts as changed, in conflict, refused, and what does not."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.scope_books import HOSTILE, OUT, column, edited, export, row_of, scope_session, setting
from workbench.errors import EditError, InputError
from workbench.io.workbooks.scope.columns import EDITABLE
from workbench.models.registers import ScopeExport
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, Role, Scope, ScopeCell
from workbench.session import plan_edits
from workbench.session.merge_report import MergeReport
from workbench.session.scope_edits import all_keys, edit_of
from workbench.session.scope_import import import_scope
from workbench.session.session import Session


def back(session: Session, path: Path, **options: bool) -> MergeReport:
    return import_scope(session, "Plan", path, **options)


def cell(session: Session, text: str) -> ScopeCell:
    key = CellKey.parse(text)
    assert key is not None
    return session.project.scenarios[0].cell(key)


def change_in_project(session: Session, text: str, new: ScopeCell) -> None:
    key = CellKey.parse(text)
    assert key is not None
    edit = edit_of(session.project.scenarios[0], {key: new}, "In the project")
    assert edit is not None
    session.apply(edit)


@pytest.fixture
def session() -> Session:
    return scope_session()


def test_untouched_changes_nothing(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path)
    steps = len(session.history.steps)
    report = back(session, path)
    keys = sum(len(s.age_groups) for s in session.project.services) * 3
    assert (report.rows_read, report.unchanged) == (keys, keys)
    assert (report.changed, report.conflicts, report.missing, report.refused) == (0, 0, 0, ())
    assert not report.applied
    assert report.export_known
    assert len(session.history.steps) == steps


def test_saved_by_another_library_changes_nothing(session: Session, tmp_path: Path) -> None:
    report = back(session, edited(export(session, tmp_path), lambda _: None))
    assert (report.changed, report.conflicts, report.refused) == (0, 0, ())


def test_one_edited_cell_is_one_change_and_one_step(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Role="Commission"))
    before = cell(session, "SV05|A|L02")
    dry = back(session, path, dry_run=True)
    assert (dry.changed, dry.applied) == (1, False)
    assert cell(session, "SV05|A|L02") == before
    report = back(session, path)
    assert (report.changed, report.applied) == (1, True)
    assert cell(session, "SV05|A|L02").role is Role.COMMISSION
    assert report.changes[0].key == "SV05|A|L02"
    assert (report.changes[0].before, report.changes[0].after) == ("", "Commission")
    session.undo()
    assert cell(session, "SV05|A|L02") == before
    again = back(session, path)
    assert again.changed == 1


def test_every_column_comes_back(session: Session, tmp_path: Path) -> None:
    """A cell of one locality typed into the row of another gives the same cell there."""
    path = export(session, tmp_path)

    def copy(sheet: Worksheet) -> None:
        for text, other in (("SV01|A|L01", "SV01|A|L02"), ("SV02|C|L01", "SV02|C|L02")):
            source, target = row_of(sheet, text), row_of(sheet, other)
            for one in EDITABLE:
                place = column(sheet, one.header)
                sheet.cell(target, place).value = sheet.cell(source, place).value

    report = back(session, edited(path, copy))
    assert report.changed == 2
    assert cell(session, "SV01|A|L02") == cell(session, "SV01|A|L01")
    assert cell(session, "SV02|C|L02") == OUT


def test_sorted_reordered_and_an_extra_column_are_the_same(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Role="Both", Note="new"))

    def shuffle(sheet: Worksheet) -> None:
        lines = [[one.value for one in line] for line in sheet.iter_rows(min_row=5)]
        header, body = lines[0], lines[1:]
        chance = random.Random(4)  # noqa: S311 - an order, no secret
        chance.shuffle(body)
        order = list(range(len(header)))
        chance.shuffle(order)
        for table in list(sheet.tables):
            del sheet.tables[table]
        for number, line in enumerate([header, *body]):
            values = [line[place] for place in order]
            for place, value in enumerate(["Our own column" if number == 0 else "x", *values], start=1):
                sheet.cell(5 + number, place).value = value

    plain = back(session, path, dry_run=True)
    mixed = back(session, edited(path, shuffle, "mixed.xlsx"), dry_run=True)
    assert mixed.ignored_columns == ("Our own column",)
    assert (mixed.changed, mixed.unchanged) == (1, plain.unchanged)
    assert {(c.key, c.column, c.after) for c in mixed.changes} == {
        (c.key, c.column, c.after) for c in plain.changes
    }


def test_r23_out_without_a_reason_is_refused_with_its_row(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Scope="Out"))
    report = back(session, path)
    row = row_of(openpyxl.load_workbook(path)["Detail"], "SV05|A|L02")
    assert [(r.row, r.key) for r in report.refused] == [(row, "SV05|A|L02")]
    assert report.refused[0].reason == "Out needs a reason, who decided, a date."
    assert (report.changed, report.applied) == (0, False)
    assert cell(session, "SV05|A|L02").scope is Scope.IN


def test_r16_a_variation_without_a_reason_is_refused(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Local_variation=True))
    assert back(session, path).refused[0].reason == "A local variation needs a reason."


def test_a_formula_is_refused_and_other_rows_are_taken(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path)
    path = edited(path, setting("SV05|A|L02", Note="=1+1"))
    path = edited(path, setting("SV05|A|L03", Note="fine"), "twice.xlsx")
    report = back(session, path)
    assert report.changed == 1
    assert report.refused[0].key == "SV05|A|L02"
    assert "formula" in report.refused[0].reason
    assert "Note" in report.refused[0].reason
    assert cell(session, "SV05|A|L02").note == ""
    assert cell(session, "SV05|A|L03").note == "fine"


def test_conflicts_keep_the_project_unless_told_otherwise(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Note="workbook", Commissioner="ICB"))
    change_in_project(session, "SV05|A|L02", ScopeCell(note="project", role=Role.BOTH))
    report = back(session, path, dry_run=True)
    (conflict,) = report.conflict_values
    assert (conflict.exported, conflict.workbook, conflict.project) == ("", "workbook", "project")
    assert (report.conflicts, report.changed) == (1, 1)
    back(session, path)
    assert cell(session, "SV05|A|L02") == ScopeCell(note="project", role=Role.BOTH, commissioner="ICB")
    taken = back(session, path, take_workbook=True)
    assert taken.conflict_values[0].kept == "workbook"
    assert cell(session, "SV05|A|L02").note == "workbook"
    assert cell(session, "SV05|A|L02").role is Role.BOTH


def test_what_the_project_changed_since_stays(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path)
    change_in_project(session, "SV05|A|L02", ScopeCell(note="later"))
    change_in_project(session, "SV02|C|L01", ScopeCell())
    report = back(session, path)
    assert (report.changed, report.conflicts) == (0, 0)
    assert cell(session, "SV05|A|L02").note == "later"


def test_both_changed_to_the_same_is_no_conflict(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Note="same"))
    change_in_project(session, "SV05|A|L02", ScopeCell(note="same"))
    report = back(session, path)
    assert (report.changed, report.conflicts) == (0, 0)


def test_unknown_duplicate_and_missing_rows(session: Session, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        keys = column(sheet, "Row key")
        sheet.cell(row_of(sheet, "SV05|A|L01"), keys).value = "SV99|A|L01"
        sheet.cell(row_of(sheet, "SV05|A|L02"), keys).value = "SV05|A|L03"
        sheet.delete_rows(row_of(sheet, "SV02|C|L01"))

    report = back(session, edited(export(session, tmp_path), change))
    reasons = [(r.key, r.reason.split(":")[0]) for r in report.refused]
    assert ("SV99|A|L01", "The Row key is unknown") in reasons
    assert reasons.count(("SV05|A|L03", "The Row key is a duplicate")) == 2
    assert report.missing == 3
    assert set(report.missing_keys) == {"SV05|A|L01", "SV05|A|L02", "SV02|C|L01"}
    assert cell(session, "SV02|C|L01") == OUT


def test_a_renamed_header_says_so(session: Session, tmp_path: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        sheet.cell(5, column(sheet, "Scope")).value = "In or out"

    path = edited(export(session, tmp_path), rename)
    with pytest.raises(InputError, match=r"no column “Scope”.*In or out"):
        back(session, path)

    def lose(sheet: Worksheet) -> None:
        sheet.cell(5, 1).value = "Key"

    with pytest.raises(InputError, match="no column “Row key”"):
        back(session, edited(export(session, tmp_path), lose))


def test_another_scenario_project_or_schema_is_refused(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path)
    session.apply(plan_edits.copy_scenario(session.project, session.project.scenarios[0], "Twin"))
    with pytest.raises(InputError, match="comes from the scenario “Plan”, not from “Twin”"):
        import_scope(session, "Twin", path)
    with pytest.raises(EditError, match="no scenario"):
        import_scope(session, "Nothing", path)
    other = scope_session()
    with pytest.raises(InputError, match="comes from the scenario"):
        back(other, path)
    other.project.name = "Elsewhere"
    with pytest.raises(InputError, match="comes from the project"):
        back(other, path)
    book = openpyxl.load_workbook(path)
    for prop in book.custom_doc_props.props:  # type: ignore[attr-defined]  # the stubs lack it
        if prop.name == "Schema version":
            prop.value = "9"
    book.save(path)
    with pytest.raises(InputError, match="schema version 9"):
        back(session, path)


def test_the_visible_cells_do_where_the_properties_are_lost(session: Session, tmp_path: Path) -> None:
    path = export(session, tmp_path)
    book = openpyxl.load_workbook(path)
    for name in list(book.custom_doc_props.names):  # type: ignore[attr-defined]  # the stubs lack it
        del book.custom_doc_props[name]  # type: ignore[attr-defined]  # the stubs lack it
    book.save(path)
    assert back(session, path).changed == 0


def test_an_export_that_the_project_does_not_know(session: Session, tmp_path: Path) -> None:
    path = edited(export(session, tmp_path), setting("SV05|A|L02", Note="x"))
    scenario: Scenario = session.project.scenarios[0]
    for export_ in scenario.registers.of("scope_export", ScopeExport):
        scenario.registers.put("scope_export", export_.id, None)
    report = back(session, path)
    assert not report.export_known
    assert report.changed == 1


def test_an_export_is_no_step_and_makes_no_other_id(session: Session, tmp_path: Path) -> None:
    steps = len(session.history.steps)
    first = export(session, tmp_path, "first.xlsx").read_bytes()
    assert export(session, tmp_path, "second.xlsx").read_bytes() == first
    assert len(session.history.steps) == steps
    assert len(session.project.scenarios[0].registers.of("scope_export", ScopeExport)) == 1


def test_hostile_names_and_texts_come_back_as_they_are(tmp_path: Path) -> None:
    session = scope_session(HOSTILE, hostile=True)
    path = export(session, tmp_path)
    report = back(session, path)
    assert (report.changed, report.refused) == (0, ())

    def type_text(sheet: Worksheet) -> None:
        for text, code in zip(HOSTILE, ("L01", "L02", "L03", "L04", "L05"), strict=True):
            target = sheet.cell(row_of(sheet, f"SV05|A|{code}"), column(sheet, "Note"))
            target.value = text
            target.data_type = "s"

    report = back(session, edited(path, type_text))
    assert (report.changed, report.refused) == (5, ())
    for text, code in zip(HOSTILE, ("L01", "L02", "L03", "L04", "L05"), strict=True):
        assert cell(session, f"SV05|A|{code}").note == text


NASTY = (
    "_x0041_", "x005F_", "_x000D_", "a\r\nb\rc", "tab\there", "a\x00b\x0bc", "\ufffe", "y" * 40_000,
    "  outer spaces \u00a0", "'quoted", "1e5", "TRUE", "#REF!", "[x]", "[z]", "0012", "=1+1", "@SUM(1)",
    "\ufeffmark", "&lt;b&gt;", "\N{GRINNING FACE}" * 50, "-", "\u2013", "2027-03-31", "None",
)  # fmt: skip


def test_texts_of_any_kind_come_back_without_a_change(tmp_path: Path) -> None:
    session = scope_session(NASTY[:1] + NASTY[2:4] + NASTY[8:13], services=6, cells=False)
    scenario = session.project.scenarios[0]
    keys = all_keys(session.project, scenario)
    cells = {
        key: ScopeCell(
            note=text,
            commissioner=text,
            accountable=text,
            delivered_by=(text,),
            reason=text,
        )
        for key, text in zip(keys, NASTY, strict=False)
    }
    edit = edit_of(scenario, cells, "Nasty")
    assert edit is not None
    session.apply(edit)
    path = export(session, tmp_path)
    for file in (path, edited(path, lambda _: None)):
        report = back(session, file)
        assert (report.changes, report.conflicts, report.refused) == ((), 0, ())


@pytest.mark.parametrize("count", [0, 1, 15])
def test_any_number_of_localities(tmp_path: Path, count: int) -> None:
    session = scope_session(count, cells=False)
    report = back(session, export(session, tmp_path))
    assert report.rows_read == sum(len(s.age_groups) for s in session.project.services) * count
    assert (report.changed, report.refused, report.missing) == (0, (), 0)
