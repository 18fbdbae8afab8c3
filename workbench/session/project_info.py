"""What a project holds, as the plain values that the command line promises; unknown is null."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.figures_json import number
from workbench.models.plan import UNASSIGNED
from workbench.models.project import Project


def project_info(project: Project, *, schema_version: int) -> dict[str, Any]:
    """Counts and totals of everything in the project, keys as in the contract of the command line.

    A total is null where any part of it is not known; ``..._known`` beside it adds up the others.
    """
    area, patients = project.area, project.area.patients
    units, practices = area.units, area.practices
    return {
        "name": project.name,
        "schema_version": schema_version,
        "units": {
            "count": len(units),
            "resident": _total(units.resident),
            "resident_known": _known(units.resident),
            "units_without_people": int((~np.isfinite(units.resident)).sum()),
            "vintage": units.vintage or None,
            "crs": "EPSG:27700",
            "source_crs": units.source_crs,
            "neighbour_pairs": len(area.adjacency.pairs),
            "components": area.adjacency.component_sizes(),
            "healed": asdict(area.healing),
        },
        "practices": {
            "count": len(practices),
            "registered": _total(practices.list_size),
            "registered_known": _known(practices.list_size),
            "not_placed": int((~practices.placed).sum()),
        },
        "registrations": {
            "rows": len(area.registrations),
            "patients": number(patients.total),
            "patients_in_units": number(float(patients.by_unit.sum())),
            "patients_of_units_outside": number(patients.of_units_outside),
            "patients_unplaced": number(patients.unplaced),
            "patients_of_other_practices": number(patients.of_other_practices),
        },
        "providers": {"count": len(area.sites)},
        "scenarios": scenarios_info(project),
        "notices": [asdict(notice) for notice in area.notices],
    }


def scenarios_info(project: Project) -> list[dict[str, Any]]:
    """Name, status, number of localities and of unassigned units of each scenario."""
    return [
        {
            "name": scenario.name,
            "status": scenario.head.status,
            "localities": len(scenario.plan),
            "unassigned_units": int((scenario.plan.labels == UNASSIGNED).sum()),
        }
        for scenario in project.scenarios
    ]


def _total(values: NDArray[np.float64]) -> float | int | None:
    return number(float(values.sum())) if len(values) else 0


def _known(values: NDArray[np.float64]) -> float | int | None:
    return number(float(np.nansum(values)))
