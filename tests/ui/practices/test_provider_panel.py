"""The tab "Providers" in the real window over the fictional sample."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from workbench.session.opening import open_project
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.services.dialogs.registers_dialog import RegistersDialog
from workbench.ui.services.dialogs.sector_register import sector_source
from workbench.ui.services.dialogs.site_register import SERVES

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data" / "fernshire.gpkg"


@pytest.fixture
def county(window: MainWindow, tmp_path: Path) -> MainWindow:
    shutil.copy(SAMPLE, tmp_path / "sample.gpkg")
    window.file_commands.show_opened(open_project(tmp_path / "sample.gpkg"))
    window.dock.show_tab("Providers")
    QApplication.processEvents()
    return window


def test_r61_each_locality_says_whether_it_is_complete_with_the_one_in_hand_on_top(
    county: MainWindow,
) -> None:
    codes = [locality.code for locality in county.desk.localities]
    assert len(county.providers.link_model.rows) == len(codes) > 1
    county.desk.focus.set_target(codes[-1])
    first = county.providers.link_model.rows[0]
    assert first.code == codes[-1]
    assert county.providers.target_says.text().startswith(first.name)


def test_r43_a_site_serves_several_localities_by_choice(
    county: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.providers.table.selectRow(0)
    site = county.providers.sites_in_hand[0]
    assert county.acts["site_localities"].isEnabled()
    codes = tuple(locality.code for locality in county.desk.localities[:2])
    monkeypatch.setattr(TickListDialog, "ask", classmethod(lambda *_args, **_more: codes))
    county.acts["site_localities"].trigger()
    line = next(line for line in county.providers.model.rows if line.code == site)
    assert line.by_choice
    assert line.serves == ", ".join(str(x.number) for x in county.desk.localities[:2])
    county.provider_commands.where_they_stand()
    line = next(line for line in county.providers.model.rows if line.code == site)
    assert not line.by_choice


def test_sectors_filter_sites_and_organisations(county: MainWindow) -> None:
    panel = county.providers
    panel.sector.setCurrentIndex(1)
    wanted = panel.sector.currentData()
    shown = [panel.model.rows[panel.table.proxy.mapToSource(panel.table.proxy.index(at, 0)).row()]
             for at in range(panel.table.proxy.rowCount())]  # fmt: skip
    assert shown
    assert {line.sector for line in shown} == {wanted}
    panel.shown.setCurrentIndex(1)
    assert county.dock.table() is panel.organisations
    assert panel.organisations.proxy.rowCount() > 0


def test_a_sector_rule_is_a_step_that_the_table_follows(county: MainWindow) -> None:
    bridge = county.desk.bridge
    assert bridge is not None
    source = sector_source(bridge.project)
    kind = source.rows()[0][0]
    bridge.apply(source.change(kind, 3, "Dental"))
    assert source.rows()[0][1][3] == "Dental"
    bridge.undo()
    assert source.rows()[0][1][3] == "Unknown"


def test_r43_sites_are_a_register_typed_by_numbers(county: MainWindow) -> None:
    bridge = county.desk.bridge
    assert bridge is not None
    dialog = RegistersDialog(county.desk, bridge.project, bridge.scenario, county)
    page = dialog.pages["Sites"]

    def type_into(row: int, text: str) -> list[str]:
        cell = page.table.item(row, SERVES)
        assert cell is not None
        cell.setText(text)
        items = [page.table.item(row, at) for at in range(page.table.columnCount())]
        return [item.text() for item in items if item is not None]

    first = type_into(0, "3, 1")
    assert first[SERVES:] == ["3, 1", "By hand"]
    code = first[0]
    line = next(line for line in county.providers.model.rows if line.code == code)
    assert line.by_choice
    assert "1 site by hand" in page.told.text()
    assert type_into(0, "99")[SERVES] == "3, 1"
    assert "No locality has the number “99”." in page.told.text()
    assert type_into(0, "none")[SERVES:] == ["none", "By hand"]
    assert type_into(0, "")[SERVES + 1] == "Where it stands"
    assert "Sectors" in dialog.pages
    dialog.deleteLater()
