"""What other programs and the public take: GeoPackage, GeoJSON and a folder of tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.models.scenario import MOST_BESIDE, Scenario
from workbench.progress import Progress
from workbench.session import open_data
from workbench.session.frozen import frozen
from workbench.session.session import Session
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import GEOJSON, GEOPACKAGES, ChooseFolder, SaveFile

Write = Callable[[Session, Scenario], None]


class OpenExports:
    """Asks for a place, and writes beside the window."""

    def __init__(self, desk: Desk, window: QWidget, *, wrote: Callable[[Path], object]) -> None:
        self._desk = desk
        self._window = window
        self._wrote = wrote

    def geopackage(self, folder: Path) -> None:
        """Ask for a file and write layers with their colours and names for QGIS."""
        suggested = folder / file_name(f"{self._name()} layers.gpkg")
        path = SaveFile.ask(self._window, "Export GeoPackage", GEOPACKAGES, suggested)
        if path is not None:
            public = self._desk.public
            self._start(
                "Writing the GeoPackage", path,
                lambda session, first: open_data.export_geopackage(session, first, path, public=public),
            )  # fmt: skip

    def geojson(self, folder: Path) -> None:
        """Ask for a file and write localities and areas in degrees."""
        suggested = folder / file_name(f"{self._name()}.geojson")
        path = SaveFile.ask(self._window, "Export GeoJSON", GEOJSON, suggested)
        if path is not None:
            public = self._desk.public
            self._start(
                "Writing GeoJSON", path,
                lambda session, first: open_data.export_geojson(session, first, path, public=public),
            )  # fmt: skip

    def tables(self, folder: Path) -> None:
        """Ask for a folder and make one in it with the tables, compared with the next scenarios."""
        parent = ChooseFolder.ask(self._window, "Where shall the folder of tables be made?", folder)
        if parent is None:
            return
        path, public = parent / file_name(f"{self._name()} tables"), self._desk.public

        def write(session: Session, first: Scenario) -> None:
            others = session.project.scenarios[1:]
            open_data.export_tables(session, first, path, others, public=public)

        self._start("Writing the tables", path, write)

    def _name(self) -> str:
        """Project and scenario, for a file's name."""
        bridge = self._desk.bridge
        return "Plan" if bridge is None else f"{bridge.project.name} {bridge.scenario.name}"

    def _start(self, words: str, path: Path, write: Write) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        others = [one for one in bridge.project.scenarios if one.id != bridge.scenario.id][:MOST_BESIDE]
        session = frozen(bridge.project, [bridge.scenario, *others])

        def work(progress: Progress) -> Path:
            progress.report(0.1, words)
            write(session, session.project.scenarios[0])
            return path

        self._desk.jobs.start(words, work, self._wrote)
