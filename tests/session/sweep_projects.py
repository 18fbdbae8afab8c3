"""Projects for sweeps: squares of 1,000 people in three local authorities, one of them too small."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.grids import grid_units, study_area, texts
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.rules import Band, Rules
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.models.units import ParentColumn
from workbench.session.balance_request import BalanceRequest

COLUMNS, ROWS = 9, 4
WEST, EAST, TINY = "E06000001", "E06000002", "E06000003"
NAMES = {WEST: "Westshire", EAST: "Eastshire", TINY: "Tinyshire", "": ""}
REQUEST = BalanceRequest(seconds=0.05, seed=1)


def authority_of_unit(*, tiny: bool = True) -> list[str]:
    """Columns 0 to 3 lie in the west, 4 to 7 in the east, the last one, of four units, in a tiny area."""
    last = TINY if tiny else EAST
    return [WEST if k % COLUMNS < 4 else EAST if k % COLUMNS < 8 else last for k in range(COLUMNS * ROWS)]


def sweep_project(authorities: list[str] | None = None) -> tuple[Project, Scenario]:
    """36 squares; localities have 5,000 to 9,000 people, so that the four units of Tinyshire are too few."""
    codes = authority_of_unit() if authorities is None else authorities
    units = grid_units(COLUMNS, ROWS, resident=[1000.0] * (COLUMNS * ROWS))
    lad = ParentColumn("lad", "Local authority", texts(codes), texts([NAMES[code] for code in codes]))
    units = replace(units, parents={"lad": lad})
    plan = Plan(COLUMNS * ROWS)
    scenario = Scenario(ScenarioHead("s-1", "Draft"), plan, Rules(band=Band(5000, 9000, 7000)))
    return Project("Sweepshire", study_area(units, with_practices=False), [scenario]), scenario


def units_of(codes: list[str], code: str) -> np.ndarray:
    """Rows of the units of an authority."""
    return np.flatnonzero(np.array(codes) == code)
