"""Asking for files, in one place so that tests can answer instead of a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

PROJECTS = "Locality projects (*.gpkg)"
PLANS = "Plans (*.csv)"
PLANS_BACK = "Plans (*.csv *.xlsx)"
WORKBOOKS = "Excel workbooks (*.xlsx)"
PICTURES = "Pictures (*.png)"
PRINTED_MAPS = "Maps (*.pdf *.svg *.png)"
GEOPACKAGES = "GeoPackages (*.gpkg)"
GEOJSON = "GeoJSON (*.geojson *.json)"
BOARD_PACKS = "Board packs (*.pdf)"
BOUNDARIES = "Boundaries (*.gpkg *.geojson *.json *.shp)"
TABLES = "Tables (*.csv)"
LOOKUPS = "Look-ups (*.csv *.xlsx)"


class OpenFile:
    """The desktop's dialog for a file that is there."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, kinds: str, folder: Path) -> Path | None:
        """The file chosen, None where nobody chose one."""
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None


class SaveFile:
    """The desktop's dialog for a file to be written; it asks itself before a file is replaced."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, kinds: str, suggestion: Path) -> Path | None:
        """The file chosen with its ending, None where nobody chose one."""
        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(suggestion.suffix)


class ChooseFolder:
    """The desktop's dialog for a folder."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, folder: Path) -> Path | None:
        """The folder chosen, None where nobody chose one."""
        name = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None
