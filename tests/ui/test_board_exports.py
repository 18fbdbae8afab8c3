"""The board pack and the printed map from the File menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pypdf import PdfReader

from workbench.session import plan_edits
from workbench.ui.dialogs.files import SaveFile
from workbench.ui.dialogs.print_dialog import PrintDialog, PrintWish
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_board_pack_compares_the_scenarios_ticked(
    qtbot: QtBot, grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = grid_window.desk.bridge
    assert bridge is not None
    bridge.apply(plan_edits.copy_scenario(bridge.project, bridge.scenario, "B"))
    path = tmp_path / "pack.pdf"
    asked: list[tuple[str, ...]] = []

    def tick(
        _parent: object, _title: str, _verb: str, items: list[tuple[str, str, None]], *_: object, **__: object
    ) -> tuple[str, ...]:
        asked.append(tuple(name for _, name, _ in items))
        return tuple(key for key, _, _ in items)

    monkeypatch.setattr(TickListDialog, "ask", tick)
    monkeypatch.setattr(SaveFile, "ask", lambda *_: path)
    grid_window.acts["board_pack"].trigger()
    qtbot.waitUntil(path.is_file, timeout=20_000)
    qtbot.waitUntil(lambda: not grid_window.desk.jobs.busy, timeout=20_000)
    titles = [item.title for item in PdfReader(path).outline if not isinstance(item, list)]
    assert len(asked[0]) == 1
    assert sum(str(title).startswith("Map: ") for title in titles) == 2


@pytest.mark.parametrize("ending", [".pdf", ".svg", ".png"])
def test_the_map_is_drawn_for_print(
    qtbot: QtBot, grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"map{ending}"
    monkeypatch.setattr(PrintDialog, "ask", lambda *_, **__: PrintWish(False, "A4", 150))
    monkeypatch.setattr(SaveFile, "ask", lambda *_: path)
    grid_window.acts["printed_map"].trigger()
    qtbot.waitUntil(lambda: path.is_file() and not grid_window.desk.jobs.busy, timeout=20_000)
    assert path.stat().st_size > 5_000


def test_maps_are_drawn_side_by_side_with_the_scenarios_ticked(
    qtbot: QtBot, grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = grid_window.desk.bridge
    assert bridge is not None
    bridge.apply(plan_edits.copy_scenario(bridge.project, bridge.scenario, "B"))
    path = tmp_path / "maps.pdf"
    monkeypatch.setattr(PrintDialog, "ask", lambda *_, **__: PrintWish(True, "A3", 150))
    monkeypatch.setattr(TickListDialog, "ask", lambda *a, **__: tuple(key for key, _, _ in a[3]))
    monkeypatch.setattr(SaveFile, "ask", lambda *_: path)
    grid_window.acts["printed_map"].trigger()
    qtbot.waitUntil(lambda: path.is_file() and not grid_window.desk.jobs.busy, timeout=20_000)
    page = PdfReader(path).pages[0]
    assert round(page.mediabox.width) == 1191
    assert "What differs" in page.extract_text()


@pytest.mark.parametrize("publication", [False, True])
def test_scenarios_go_out_as_a_workbook_in_the_profile_ticked(
    qtbot: QtBot,
    grid_window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    publication: bool,
) -> None:
    bridge = grid_window.desk.bridge
    assert bridge is not None
    assert not grid_window.acts["export_comparison"].isEnabled()
    bridge.apply(plan_edits.copy_scenario(bridge.project, bridge.scenario, "B"))
    path = tmp_path / "compared.xlsx"
    monkeypatch.setattr(TickListDialog, "ask", lambda *a, **__: tuple(key for key, _, _ in a[3]))
    monkeypatch.setattr(SaveFile, "ask", lambda *_: path)
    if publication:
        grid_window.acts["publication"].trigger()
    grid_window.acts["public"].trigger()
    grid_window.acts["export_comparison"].trigger()
    qtbot.waitUntil(lambda: path.is_file() and not grid_window.desk.jobs.busy, timeout=20_000)
    book = openpyxl.load_workbook(path)
    profile = book.custom_doc_props["Profile"].value  # type: ignore[attr-defined]  # the stubs lack it
    assert profile == ("publication" if publication else "working")


def test_the_print_dialog_offers_what_there_is(grid_window: MainWindow) -> None:
    alone = PrintDialog("Hubs", compare=False, parent=grid_window)
    assert alone.shows.count() == 1
    assert alone.wish == PrintWish(False, "A4", 300)
    beside = PrintDialog("Hubs", compare=True, parent=grid_window)
    beside.shows.setCurrentIndex(1)
    beside.paper.setCurrentIndex(1)
    assert beside.wish == PrintWish(True, "A3", 300)
