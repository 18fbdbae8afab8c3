"""Presets, catalogue, registers, organisations and the import preview, over the small matrix."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from workbench.models.project import Project
from workbench.models.registers import Partner
from workbench.models.scope import CellKey, Scope, ScopeCell
from workbench.models.services import AgeGroup, Tier
from workbench.session.exporting import export_scope_matrix
from workbench.session.presets import Preset
from workbench.session.scope_import import read_scope_import
from workbench.ui.desk import Desk
from workbench.ui.dialogs.import_preview import ImportPreview
from workbench.ui.services.commands import cell_words
from workbench.ui.services.dialogs.catalogue_dialog import CatalogueDialog
from workbench.ui.services.dialogs.organisations_dialog import OrganisationsDialog
from workbench.ui.services.dialogs.presets_dialog import PresetsDialog
from workbench.ui.services.dialogs.registers_dialog import RegistersDialog
from workbench.ui.services.organisations import Organisation
from workbench.ui.services.services_view import ServicesView


def texts(table: QTableWidget, row: int) -> list[str]:
    """The words of a row."""
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def set_text(table: QTableWidget, row: int, column: int, text: str) -> None:
    """Type into a cell."""
    item = table.item(row, column)
    assert item is not None
    item.setText(text)


def test_r03_preset_lists_what_would_change_before_it_is_applied(desk: Desk, view: ServicesView) -> None:
    bridge = desk.bridge
    assert bridge is not None
    dialog = PresetsDialog(bridge.project, bridge.scenario, 78_000.0, None)
    dialog.choices[Preset.ALL_SERVICES].setChecked(True)
    assert not dialog.main.isEnabled()
    assert dialog.rows.rowCount() == 0
    dialog.choices[Preset.OUT_OF_HOSPITAL].setChecked(True)
    assert dialog.summary.text().startswith("7 services and ")
    assert texts(dialog.rows, 0)[1:] == ["Adults", "3", "In", "Out"]
    assert bridge.scenario.scope == {}
    edit = dialog.edit()
    assert edit is not None
    bridge.apply(edit)
    counts = view.model.counts()
    assert counts is not None
    assert counts.out == sum(one.age is AgeGroup.ADULTS for one in edit.keys)
    assert counts.out == counts.out_reasoned
    dialog.choices[Preset.PACS].setChecked(True)
    assert "250,000" in dialog.note.text()


def test_r71_catalogue_is_edited_in_place(desk: Desk, view: ServicesView, project: Project) -> None:
    dialog = CatalogueDialog(desk, project)
    table, page = dialog.page.table, dialog.page
    set_text(table, 0, 1, "General practice")
    assert project.services[0].name == "General practice"
    assert view.model.index(1, 0).data() == "General practice"
    set_text(table, 0, 4, "Hub")
    assert project.services[0].tier is Tier.HUB
    set_text(table, 0, 7, "Prevention; gardening")
    assert "“gardening” is no tag." in page.told.text()
    assert project.services[0].tags == ()
    page.add()
    assert len(project.services) == 79
    assert table.currentRow() == 78
    page.move_row(-1)
    assert project.services[77].name.startswith("New service")
    page.remove()
    assert len(project.services) == 78
    assert len(view.model.grid.services) == 78  # type: ignore[union-attr]  # there is one


def test_r11_r42_partners_with_shares(desk: Desk, view: ServicesView) -> None:
    bridge = desk.bridge
    assert bridge is not None
    dialog = RegistersDialog(desk, bridge.project, bridge.scenario)
    page = dialog.pages["Partners"]
    page.add()
    set_text(page.table, 0, 1, "Moorcroft Medical")
    set_text(page.table, 0, 5, "60")
    assert "Share of gain: 60.0%, is to be 100%" in page.told.text()
    set_text(page.table, 0, 5, "120")
    assert page.told.text()
    assert bridge.scenario.registers.of("partner", Partner)[0].gain_share == 60.0
    set_text(page.table, 0, 5, "100")
    assert "adds up to 100%" in page.told.text()
    assert "P01" in view.panel.form.field("accountable").known  # type: ignore[union-attr]  # its kind of field


def test_r14_r35_teams_and_leads(desk: Desk, view: ServicesView) -> None:
    bridge = desk.bridge
    assert bridge is not None
    dialog = RegistersDialog(desk, bridge.project, bridge.scenario)
    teams = dialog.pages["Teams"]
    teams.add()
    set_text(teams.table, 0, 5, "L01 60; L02 40")
    assert texts(teams.table, 0)[5] == "L01 60; L02 40"
    set_text(teams.table, 0, 5, "L09 100")
    assert "There is no locality L09." in teams.told.text()
    leads = dialog.pages["Leads"]
    leads.add()
    rows = leads.table.rowCount()
    assert rows >= 3
    assert leads.told.text() == f"{rows} roles vacant"
    set_text(leads.table, 0, 2, "Moorcroft Medical")
    assert leads.told.text() == f"{rows - 1} roles vacant"
    home = dialog.pages["Primary care home"]
    assert home.table.rowCount() == 12
    set_text(home.table, 0, 2, "Met")
    assert texts(home.table, 0)[2] == "Met"


def test_organisations_are_found_and_ticked(desk: Desk) -> None:
    known = [Organisation("P1", "Moorcroft Medical", "Partners"), Organisation("X9", "Trust", "Providers")]
    one = OrganisationsDialog(known, ("P1",), many=False, what="Accountable")
    assert one.chosen() == ("P1",)
    one.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert one.chosen() == ("X9",)
    one.search.setText("moor")
    assert one.list.item(1).isHidden()
    many = OrganisationsDialog(known, ("P1", "GONE"), many=True, what="Delivered by")
    assert set(many.chosen()) == {"P1", "GONE"}


def test_import_preview_of_an_untouched_export_has_nothing_to_accept(
    desk: Desk, view: ServicesView, tmp_path: Path
) -> None:
    bridge = desk.bridge
    assert bridge is not None
    path = tmp_path / "services.xlsx"
    export_scope_matrix(bridge.session, bridge.scenario, path)
    same = read_scope_import(bridge.project, bridge.scenario, path)
    dialog = ImportPreview(bridge.scenario, same, same, cell_words(bridge.scenario))
    assert not dialog.main.isEnabled()
    key = CellKey("SV01", AgeGroup.ADULTS, "L01")
    view.editing.set_fields([key], scope=Scope.PARTIAL)
    assert bridge.scenario.cell(key) == ScopeCell(scope=Scope.PARTIAL)
