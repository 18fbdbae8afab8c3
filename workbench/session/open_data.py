"""A plan for other programs and the public: the same for the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbench.io.workbooks.facts import Facts
from workbench.metrics.comparison import compare
from workbench.models.scenario import Scenario
from workbench.session.session import Session


def export_geopackage(
    session: Session, scenario: Scenario, path: Path, *, public: bool = False, now: datetime | None = None
) -> None:
    """Write localities, areas and practices as GeoPackage with styles for QGIS.

    Raises:
        ExportError: the file cannot be written, or a project lies in its place.
    """
    from workbench.io.open_data.geopackage import write_geopackage  # geometry: other exports go without

    write_geopackage(_facts(session, scenario, public=public, now=now), path)


def export_geojson(
    session: Session, scenario: Scenario, path: Path, *, public: bool = False, now: datetime | None = None
) -> None:
    """Write localities and areas as GeoJSON in degrees.

    Raises:
        ExportError: the file cannot be written.
    """
    from workbench.io.open_data.geojson import write_geojson  # geometry: other exports go without

    write_geojson(_facts(session, scenario, public=public, now=now), path)


def export_tables(
    session: Session,
    scenario: Scenario,
    folder: Path,
    others: Sequence[Scenario] = (),
    *,
    public: bool = False,
    now: datetime | None = None,
) -> None:
    """Write CSV tables with a README into a folder, compared with ``others``.

    Raises:
        ExportError: the folder cannot be made or written.
    """
    from workbench.io.open_data.tables import write_tables

    now = now or _now()
    write_tables(
        _facts(session, scenario, public=public, now=now),
        folder,
        [_facts(session, other, public=public, now=now) for other in others],
        [compare(session.project.area, scenario, other) for other in others],
    )


def _facts(session: Session, scenario: Scenario, *, public: bool, now: datetime | None) -> Facts:
    figures = session.figures(scenario)
    return Facts(session.project, scenario, figures, "publication", public, now or _now())


def _now() -> datetime:
    """The present moment on this computer's clock."""
    return datetime.now(UTC).astimezone()
