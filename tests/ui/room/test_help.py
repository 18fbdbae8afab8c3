"""The guide opens at the part in hand and is searched; every part of the program has a licence to read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.window_driving import press_key
from workbench import paths, ui
from workbench.ui.dialogs.author_dialog import AuthorDialog
from workbench.ui.help.about_dialog import AboutDialog
from workbench.ui.help.components import installed
from workbench.ui.help.guide import DOCUMENTS, TOPICS, guide, sections, topic_for
from workbench.ui.help.help_window import HelpWindow
from workbench.ui.help.needed import is_installed, plain_name

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow


def test_a_document_is_cut_at_its_headings() -> None:
    found = sections("a.md", "# One\nwords\n```\n# no heading\n```\n## Two\nmore")
    assert [(one.level, one.title) for one in found] == [(1, "One"), (2, "Two")]
    assert found[0].holds(("no", "words"))
    assert not found[1].holds(("words",))


def test_every_topic_is_a_section_of_the_guide() -> None:
    titles = {section.title for section in guide() if section.document == "user_guide.md"}
    assert set(TOPICS.values()) <= titles
    code = "".join(path.read_text(encoding="utf-8") for path in Path(ui.__file__).parent.rglob("*.py"))
    assert [name for name in TOPICS if f"class {name}(" not in code] == []


def test_every_document_is_in_the_help_and_in_a_wheel(qtbot: QtBot, light_theme: None) -> None:
    pages = {path.name for path in paths.docs().glob("*.md")}
    assert set(DOCUMENTS) == pages
    packed = (paths.resources().parent / "pyproject.toml").read_text(encoding="utf-8")
    assert [name for name in DOCUMENTS if f'"docs/{name}" = "workbench/_docs/{name}"' not in packed] == []
    window = HelpWindow()
    qtbot.addWidget(window)
    beginnings = [section for section in guide() if section.level == 1]
    assert [section.document for section in beginnings] == list(DOCUMENTS)
    for at in range(window.contents.count()):
        section = window.contents.item(at).data(Qt.ItemDataRole.UserRole)
        if section in beginnings:
            window.contents.setCurrentRow(at)
            assert window.text.document().firstBlock().text() == section.title.replace("`", "")


def test_search_and_topics(qtbot: QtBot, light_theme: None) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_topic("Balancing")
    assert window.place == "Balancing"
    everything = window.contents.count()
    window.search.setText("workshop mode")
    assert 0 < window.contents.count() < everything
    assert window.text.extraSelections()
    window.search.clear()
    assert window.contents.count() == everything


@pytest.mark.usefixtures("qtbot")
def test_f1_opens_at_the_part_that_has_the_keyboard(grid_window: MainWindow) -> None:
    window = grid_window
    window.dock.show_tab("Practices")
    window.practices.search.setFocus()
    press_key(window, Qt.Key.Key_F1)
    guide_window = window.help_commands.window
    assert guide_window is not None
    assert guide_window.place == "Practices"
    assert topic_for(QWidget()) == ""
    guide_window.close()


def test_f1_opens_the_guide_beside_a_dialog_and_goes_with_it(
    qtbot: QtBot, grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[str] = []

    def ask(dialog: AuthorDialog) -> int:
        dialog.show()
        dialog.activateWindow()
        dialog.name.setFocus()
        qtbot.waitUntil(dialog.name.hasFocus)
        press_key(grid_window, Qt.Key.Key_F1)
        beside = dialog.findChild(HelpWindow)
        assert beside is not None
        assert beside.isVisible()
        places.append(beside.place)
        dialog.reject()
        return 0

    monkeypatch.setattr(AuthorDialog, "exec", ask)
    grid_window.acts["author"].trigger()
    assert places == ["Nothing is lost"]
    assert grid_window.help_commands.window is None, "that of the window is another one"


def test_every_package_of_the_lock_is_among_the_parts() -> None:
    lock = (paths.resources().parent / "requirements.lock").read_text(encoding="utf-8")
    locked = {plain_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    told = {plain_name(part.distribution): part for part in installed() if part.distribution}
    assert {name for name in locked if is_installed(name)} <= told.keys()
    assert told["affine"].use == "Needed by rasterio"
    assert "BSD" in told["affine"].licence
    assert all(part.licence and part.version for part in told.values())


def test_every_part_has_a_licence(qtbot: QtBot, light_theme: None) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    parts = installed()
    assert {"Qt for Python", "GeoPandas", "Inter"} <= {part.name for part in parts}
    texts = {part.name: part.text() for part in parts}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["Qt for Python"]
    assert "SIL OPEN FONT LICENSE" in texts["Inter"]
    assert "MIT License" in texts["Locality Workbench"]
    assert all(texts.values())
