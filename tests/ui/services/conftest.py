"""The services view over a small matrix: the default catalogue on three localities of the grid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.grids import grid_area
from tests.ui.opened_in_memory import OpenedInMemory
from workbench.io.catalogue import default_catalogue
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.ui.desk import Desk
from workbench.ui.services.services_view import ServicesView
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def matrix_project() -> Project:
    """Three localities of 10,000 (U01 to U04), 26,000 (U05 to U08) and 42,000 people (U09 to U12)."""
    area = grid_area()
    plan = Plan(len(area.units))
    for number, name in enumerate(("Stoke & Shelton", "Leek", "Fenton & Meir"), start=1):
        plan.put(Locality(f"L{number:02d}", number, name))
    plan.labels[:] = [0] * 4 + [1] * 4 + [2] * 4
    project = Project("Gridshire", area, [Scenario(ScenarioHead("s-1", "Draft"), plan)])
    for service in default_catalogue():
        project.registers.put("service", service.id, service)
    return project


@pytest.fixture
def project() -> Project:
    return matrix_project()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, project: Project) -> Iterator[Desk]:
    install_theme(qapp, appearance=Appearance.LIGHT, scale=1.0, text_scale=1.0)
    made = Desk(Settings(tmp_path / "preferences.json"))
    yield made
    made.use(None)
    made.deleteLater()


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, project: Project) -> Iterator[ServicesView]:
    """The view with its bars in a window of its own, the first cell current."""
    made = ServicesView(desk)
    window = QWidget()
    layout = QVBoxLayout(window)
    for part in (made.options, made, made.strip):
        layout.addWidget(part)
    window.resize(1366, 768)
    desk.use(SessionBridge(OpenedInMemory(project)))
    with qtbot.waitExposed(window):
        window.show()
    made.table.grid.setFocus()
    QApplication.processEvents()
    yield made
    window.close()
    window.deleteLater()
