"""What the matrix says, beside the matrix: live, grouped, counted, each line leading to its cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.services.driving import SHIFT, K, key, press
from workbench.models.registers import Lead, Partner, Team
from workbench.models.scope import CellKey, Scope, Setting
from workbench.models.services import AgeGroup, Tier
from workbench.session import register_edits
from workbench.ui.desk import Desk
from workbench.ui.services.findings import Finding, FindingGroup, Place
from workbench.ui.services.findings_model import MISSING, FindingsModel
from workbench.ui.services.grid import lacks_accountable
from workbench.ui.services.services_view import ServicesView


def groups(view: ServicesView) -> dict[str, FindingGroup]:
    """The groups by title, up to date."""
    view.order_of_cells()
    return {group.title: group for group in view.findings.model.all_groups}


def line_index(view: ServicesView, title: str, line: int = 0) -> QModelIndex:
    """The index of a line."""
    titles = [group.title for group in view.findings.model.groups]
    return view.findings.model.index_of(titles.index(title), line)


def everything_accountable(view: ServicesView) -> list[CellKey]:
    """Give every cell of both ages a partner that answers for it and delivers it."""
    bridge, grid = view._desk.bridge, view.model.grid
    assert bridge is not None
    assert grid is not None
    view._desk.apply(
        register_edits.put_partner(bridge.project, bridge.scenario, Partner("P1", "Fenton Trust"))
    )
    keys = [
        CellKey(one.id, age, place.code)
        for age in AgeGroup for one in grid.services for place in grid.localities if one.serves(age)
    ]  # fmt: skip
    view.editing.set_fields(keys, accountable="P1", delivered_by=("P1",))
    return keys


def test_model_obeys_qt(view: ServicesView, qtmodeltester: object) -> None:
    view.order_of_cells()
    qtmodeltester.check(view.findings.model)  # type: ignore[attr-defined]  # pytest-qt's tester


def test_r44_r11_gaps_stand_in_groups_with_counts(view: ServicesView) -> None:
    keys = everything_accountable(view)
    assert "No accountable organisation" not in groups(view)
    view.editing.set_fields([keys[4]], accountable="", delivered_by=())
    found = groups(view)
    assert [one.key for one in found["No accountable organisation"].findings] == [keys[4]]
    assert [one.key for one in found["No provider"].findings] == [keys[4]]
    assert found["No provider"].missing
    index = line_index(view, "No provider").parent()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "No provider, 1"


def test_r35_r5_r61_localities_have_their_gaps(view: ServicesView, desk: Desk) -> None:
    bridge = desk.bridge
    assert bridge is not None
    desk.apply(register_edits.set_lead(bridge.project, bridge.scenario, "L01", "Clinical lead", ""))
    found = groups(view)
    vacant = found["Vacant lead"].findings
    assert [(one.locality, one.text, one.settled_in) for one in vacant] == [
        ("L01", "Clinical lead", Place.LEADS),
        ("L02", "No lead role", Place.LEADS),
        ("L03", "No lead role", Place.LEADS),
    ]
    assert [one.locality for one in found["Incomplete locality"].findings] == ["L01", "L02", "L03"]
    missing = [one for one in found["Missing sector"].findings if one.locality == "L02"]
    assert all(one.key is not None and one.key.locality == "L02" for one in missing)
    view.findings.chosen.emit(missing[0])
    assert view.table.selected_keys() == [missing[0].key]


def test_r32_r21_r22_r36_r37_figures_lead_to_cells(view: ServicesView) -> None:
    everything_accountable(view)
    view.editing.set_fields([key("SV03", 2)], delivered_by=("P2",))
    view.editing.set_fields([key("SV04", 3)], tier=Tier.SYSTEM)
    view.editing.set_fields(
        [key("SV05", 1)], setting_now=Setting.HOSPITAL, setting_planned=Setting.HUB, phase=2,
        integration_now=1, integration_planned=3,
    )  # fmt: skip
    found = groups(view)
    other = found["Different providers for one service"].findings[0]
    assert (other.text, other.key) == ("Same-day urgent primary care hub", key("SV03", 2))
    assert other.note == "2 providers, 2 models, 0 sites"
    higher = found["Could be delivered nearer to people"].findings
    assert [one.key for one in higher] == [key("SV04", 3)]
    assert "usually" in higher[0].note
    assert [one.key for one in found["Moves out of hospital"].findings] == [key("SV05", 1)]
    phases = found["Phases"].findings
    assert phases[1].text == "Phase 2: 1 cell"
    assert phases[1].note == "1 locality joins, 10,000 people by then, 13%"
    assert phases[1].key == key("SV05", 1)
    level = found["Integration, 0 to 4"].findings[0]
    assert (level.locality, level.note) == ("L01", "1.0 now, 3.0 planned")
    assert found["Sectors of the providers"].findings


def test_r27_offer_and_coverage_tell_shares_and_lead_to_the_cell(view: ServicesView) -> None:
    view.table.choose_cell("SV03", "L01")
    press(view, K.Key_P)
    found = groups(view)
    offer = found["Offered to some people only"].findings
    assert [(one.text, one.note) for one in offer] == [
        ("Same-day urgent primary care hub", "adults, 87% of people, 13% in part")
    ]
    assert offer[0].key == key("SV03", 1)
    cover = found["Coverage below 100%"].findings
    assert [(one.text, one.locality, one.key) for one in cover] == [("Primary care", "L01", key("SV03", 1))]


def test_registers_that_leave_something_open_are_told(view: ServicesView, desk: Desk) -> None:
    bridge = desk.bridge
    assert bridge is not None
    desk.apply(register_edits.put_team(bridge.project, bridge.scenario, Team("T1", "Frailty team")))
    told = {one.text: one.settled_in for one in groups(view)["Partners and teams"].findings}
    assert told["Frailty team: staff not known"] is Place.TEAMS


def test_list_follows_an_edit_while_it_is_seen(qtbot: QtBot, view: ServicesView) -> None:
    view.show_findings()
    assert view.side.showing_findings
    assert "Offered to some people only" not in [one.title for one in view.findings.model.groups]
    view.table.setFocus()
    press(view, K.Key_P)
    qtbot.waitUntil(
        lambda: "Offered to some people only" in [one.title for one in view.findings.model.groups]
    )


def test_click_and_enter_show_the_cell(view: ServicesView) -> None:
    view.show_findings()
    tree = view.findings.tree
    title = "No provider"
    tree.setExpanded(line_index(view, title).parent(), True)
    index = line_index(view, title, 2)
    tree.scrollTo(index)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
    assert view.table.selected_keys() == [key("SV01", 3)]
    assert tree.hasFocus()
    QTest.keyClick(tree, K.Key_Down)
    assert view.table.selected_keys() == [key("SV02", 1)]
    QTest.keyClick(tree, K.Key_Return)
    assert view.table.grid.hasFocus()


def test_head_folds_by_mouse_and_keyboard(view: ServicesView) -> None:
    view.show_findings()
    tree = view.findings.tree
    head = line_index(view, "No provider").parent()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(head).center())
    assert tree.isExpanded(head)
    tree.setCurrentIndex(head)
    QTest.keyClick(tree, K.Key_Space)
    assert not tree.isExpanded(head)
    QTest.keyClick(tree, K.Key_Right)
    assert tree.isExpanded(head)
    QTest.keyClick(tree, K.Key_Escape)
    assert view.table.grid.hasFocus()


def test_f8_goes_through_all_lines_and_both_ages(view: ServicesView) -> None:
    keys = everything_accountable(view)
    child = next(one for one in keys if one.age is AgeGroup.CHILDREN)
    view.editing.set_fields([key("SV02", 3), child], accountable="")
    view.table.choose_cell("SV01", "L01")
    press(view, K.Key_F8)
    assert view.table.selected_keys() == [key("SV02", 3)]
    press(view, K.Key_F8)
    assert view.table.selected_keys() == [child]
    assert view.model.grid is not None
    assert view.model.grid.age is AgeGroup.CHILDREN
    press(view, K.Key_F8)
    last = view.findings._last
    assert last is not None
    assert last[0] != "No accountable organisation"
    press(view, K.Key_F8, SHIFT)
    assert view.table.selected_keys() == [child]


def test_f8_keeps_to_the_kind_that_is_listed(view: ServicesView) -> None:
    view.show_findings()
    view.findings.filter("Vacant lead")
    seen = []
    for _ in range(4):
        assert view.next_gap()
        last = view.findings._last
        assert last is not None
        seen.append((last[0], last[1].locality))
    assert seen == [("Vacant lead", code) for code in ("L01", "L02", "L03", "L01")]
    assert {one.locality for one in view.table.selected_keys()} == {"L01"}
    view.findings.filter(MISSING)
    assert all(group.missing for group in view.findings.model.groups)


def test_enter_on_a_vacant_lead_asks_for_the_register(view: ServicesView) -> None:
    asked: list[object] = []
    view.register_wanted.connect(asked.append)
    view.show_findings()
    view.findings.filter("Vacant lead")
    view.findings.tree.setCurrentIndex(line_index(view, "Vacant lead"))
    QTest.keyClick(view.findings.tree, K.Key_Return)
    assert asked == [Place.LEADS]


def test_details_bring_the_cell_back_to_the_front(view: ServicesView) -> None:
    view.show_findings()
    view.table.setFocus()
    press(view, K.Key_F2)
    assert view.panel.isVisible()
    view.show_findings()
    view.table.setFocus()
    press(view, K.Key_O)
    assert view.panel.isVisible()
    QApplication.processEvents()


@pytest.mark.parametrize("age", AgeGroup)
def test_the_strip_counts_every_cell(view: ServicesView, age: AgeGroup) -> None:
    everything_accountable(view)
    view.editing.set_fields([key("SV02", 2)], accountable="", delivered_by=())
    grid = view.model.grid
    assert grid is not None
    grid.age = age
    counts, cells = grid.counts(), [grid.cell(s, p) for s in grid.services for p in grid.localities]
    scopes = [cell.scope for cell in cells]
    assert (counts.inside, counts.part) == (scopes.count(Scope.IN), scopes.count(Scope.PARTIAL))
    assert (counts.out, counts.not_applicable) == (
        scopes.count(Scope.OUT), scopes.count(Scope.NOT_APPLICABLE),
    )  # fmt: skip
    assert counts.gaps == sum(map(lacks_accountable, cells))


def test_no_mark_stands_in_a_matrix_that_nobody_has_begun(view: ServicesView) -> None:
    grid = view.model.grid
    assert grid is not None
    marks = {(s.id, p.code) for s in grid.services for p in grid.localities if grid.look(s, p).corner}
    assert marks == set()
    assert view.strip.gaps.text() == f"{grid.counts().gaps} without an accountable organisation"
    view.editing.set_fields([key("SV02", 2)], accountable="P1")
    marks = {(s.id, p.code) for s in grid.services for p in grid.localities if grid.look(s, p).corner}
    adults = {one.id for one in grid.services if one.serves(AgeGroup.ADULTS)}
    expected = {("SV02", "L01"), ("SV02", "L03")} | {(code, "L02") for code in adults - {"SV02"}}
    assert marks == expected
    bridge = view._desk.bridge
    assert bridge is not None
    bridge.undo()
    marks = {(s.id, p.code) for s in grid.services for p in grid.localities if grid.look(s, p).corner}
    assert marks == set()


@pytest.mark.parametrize("wanted", ["Vacant lead", "Something that is not there"])
def test_filter_of_a_kind_that_is_gone_lists_everything(wanted: str) -> None:
    model = FindingsModel()
    model.filter(wanted)
    model.show([FindingGroup("Phases", (Finding("Phase 1: 1 cell"),))], {})
    assert [group.title for group in model.groups] == ["Phases"]


def test_leads_can_be_named(view: ServicesView) -> None:
    bridge = view._desk.bridge
    assert bridge is not None
    lead = register_edits.set_lead(bridge.project, bridge.scenario, "L02", "Clinical lead", "P1")
    view._desk.apply(lead)
    assert bridge.scenario.registers.of("lead", Lead)
    assert "L02" not in {one.locality for one in groups(view)["Vacant lead"].findings}
