"""Shares of a practice by its sites: each patient counts for the nearest of main and branch surgeries."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from workbench.models.plan import Plan
from workbench.models.project import StudyArea
from workbench.models.registers import BranchSite, Registers

REGISTER = "branch_site"


def branch_sites(registers: Registers, practice: str) -> tuple[BranchSite, ...]:
    """The branch surgeries of a practice, in order of their codes."""
    return tuple(site for site in registers.of(REGISTER, BranchSite) if site.practice == practice)


def shares_by_site(
    area: StudyArea, plan: Plan, practice: int, branches: tuple[BranchSite, ...]
) -> dict[str, float]:
    """Share of a practice for each locality in which one of its sites lies, by locality code; 0 to 1.

    A patient of the study area counts for the nearest site, from a point inside the patient's unit; a
    practice without patients in the registrations gives each site the same. Sites without coordinates
    and sites outside every locality take no part; empty where none is left. For example, main surgery in
    L01 and branch in L02, 600 patients nearer to the first and 400 nearer to the second: 0.6 and 0.4.
    """
    practices = area.practices
    x = [float(practices.easting[practice]), *(_metres(site.easting) for site in branches)]
    y = [float(practices.northing[practice]), *(_metres(site.northing) for site in branches)]
    places = [(a, b, _locality_at(area, plan, a, b)) for a, b in zip(x, y, strict=True)]
    known = [(a, b, code) for a, b, code in places if code is not None]
    if not known:
        return {}
    points = np.array([(a, b) for a, b, _ in known])
    units, patients = area.patients.practice_rows(practice)
    weight = _patients_by_nearest(area.units.points[units], patients, points)
    if weight.sum() <= 0:
        weight = np.ones(len(known))
    shares: dict[str, float] = {}
    for (_, _, code), part in zip(known, weight / weight.sum(), strict=True):
        shares[code] = shares.get(code, 0.0) + float(part)
    return {code: share for code, share in shares.items() if share > 0}


def _metres(value: float | None) -> float:
    return float("nan") if value is None else value


def _locality_at(area: StudyArea, plan: Plan, x: float, y: float) -> str | None:
    if not (np.isfinite(x) and np.isfinite(y)):
        return None
    around = np.flatnonzero(shapely.intersects_xy(area.units.geometry, x, y))
    return plan.code_of_unit(int(around[0])) if len(around) else None


def _patients_by_nearest(
    homes: NDArray[np.float64], patients: NDArray[np.float64], sites: NDArray[np.float64]
) -> NDArray[np.float64]:
    apart = np.hypot(
        homes[:, None, 0] - sites[None, :, 0],
        homes[:, None, 1] - sites[None, :, 1],
    )
    nearest = apart.argmin(axis=1) if len(homes) else np.empty(0, dtype=np.int64)
    return np.bincount(nearest, patients, minlength=len(sites)).astype(np.float64)
