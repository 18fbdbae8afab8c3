"""The columns of the table of areas: each reads one unit of the project shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.tables.area_model import Keys
from workbench.ui.tables.columns import CellKind, ChipValue, Column, IconValue


@dataclass
class AreaSource:
    """The project and the scenario whose areas are shown, and which of them lie apart from their locality."""

    project: Project | None = None
    scenario: Scenario | None = None
    apart: frozenset[int] = frozenset()

    def name(self, unit: int) -> str:
        """Its name, or its code where it has none."""
        assert self.project is not None  # noqa: S101 - there are rows only with a project
        units = self.project.area.units
        return str(units.names[unit]) or str(units.codes[unit])

    def code(self, unit: int) -> str:
        """Its code."""
        assert self.project is not None  # noqa: S101 - as above
        return str(self.project.area.units.codes[unit])

    def chip(self, unit: int) -> ChipValue:
        """Number and hue of its locality."""
        assert self.scenario is not None  # noqa: S101 - as above
        locality = self.scenario.plan.locality(int(self.scenario.plan.labels[unit]))
        return ChipValue("", None) if locality is None else ChipValue(str(locality.number), locality.colour)

    def locality(self, unit: int) -> str:
        """Name of its locality."""
        assert self.scenario is not None  # noqa: S101 - as above
        locality = self.scenario.plan.locality(int(self.scenario.plan.labels[unit]))
        return "Unassigned" if locality is None else locality.name

    def locked(self, unit: int) -> bool:
        """Whether an area is locked itself."""
        assert self.scenario is not None  # noqa: S101 - as above
        return self.code(unit) in self.scenario.rules.locked_set

    def state(self, unit: int) -> str:
        """What is special about it: locked, or apart from the rest of its locality."""
        assert self.scenario is not None  # noqa: S101 - as above
        words = ["Locked"] if self.locked(unit) else []
        words += ["Detached"] if unit in self.apart else []
        return ", ".join(words)

    def figures(self, name: str) -> NDArray[np.float64]:
        """One figure of all areas: people, the share of 65 and over, or the score of deprivation."""
        assert self.project is not None  # noqa: S101 - as above
        units = self.project.area.units
        unknown = np.full(len(units), np.nan)
        if name == "people":
            return units.resident
        if name == "imd":
            return unknown if units.imd_score is None else units.imd_score
        with np.errstate(divide="ignore", invalid="ignore"):
            return unknown if units.aged_65_plus is None else units.aged_65_plus / units.resident

    def numbers(self) -> NDArray[np.float64]:
        """Number of the locality of each area, NaN for none."""
        assert self.scenario is not None  # noqa: S101 - as above
        plan = self.scenario.plan
        table = np.full(plan.slots + 1, np.nan)
        for locality in plan:
            table[plan.slot(locality.code)] = locality.number
        return table[plan.labels]

    def states(self) -> list[str]:
        """What is special about each area; the special ones first."""
        assert self.project is not None  # noqa: S101 - as above
        return [self.state(unit) or "~" for unit in range(len(self.project.area.units))]

    def all_names(self) -> list[str]:
        """Names of all areas, as they sort."""
        assert self.project is not None  # noqa: S101 - as above
        return [self.name(unit).casefold() for unit in range(len(self.project.area.units))]

    def all_codes(self) -> list[str]:
        """Codes of all areas."""
        assert self.project is not None  # noqa: S101 - as above
        return [str(code) for code in self.project.area.units.codes]


def area_columns(source: AreaSource) -> tuple[Column[int], ...]:
    """All columns."""

    def figure(name: str, unit: int) -> float:
        return float(source.figures(name)[unit])

    return (
        Column(
            "hub", "Hub", "Locality that the area lies in", source.locality,
            lambda u: source.chip(u).text, CellKind.CHIP, "88", cell=source.chip,
        ),
        Column("name", "Area", "Name of the area", source.name, source.name, keeps_end=True,
               tip=lambda u: f"{source.name(u)}, {source.code(u)}\n{source.locality(u)}"),
        Column(
            "people", "Residents", "People who live there", lambda u: formats.number(figure("people", u)),
            lambda u: figure("people", u), CellKind.NUMBER, "88,888",
        ),
        Column(
            "aged", "65+", "Share of residents aged 65 and over",
            lambda u: formats.percent(figure("aged", u), unknown="–"), lambda u: figure("aged", u),
            CellKind.NUMBER, "88.8%",
        ),
        Column(
            "imd", "IMD", "Deprivation score; higher is more deprived",
            lambda u: formats.number(figure("imd", u), 1, unknown="–"), lambda u: figure("imd", u),
            CellKind.NUMBER, "88.8",
        ),
        Column(
            "state", "", "Locked, or apart from the rest of its locality", source.state, source.state,
            CellKind.ICON, cell=lambda u: _sign(source.state(u), locked=source.locked(u)),
        ),
        Column("code", "Code", "Code of the area", source.code, source.code, width_text="E01088888",
               quiet=True),
    )  # fmt: skip


def _sign(state: str, *, locked: bool) -> IconValue:
    if not state:
        return IconValue("", "")
    return IconValue("lock", state) if locked else IconValue("warning", state, "near")


def area_keys(source: AreaSource) -> Keys:
    """What each column sorts by."""
    return {
        "hub": source.numbers,
        "name": source.all_names,
        "people": lambda: source.figures("people"),
        "aged": lambda: source.figures("aged"),
        "imd": lambda: source.figures("imd"),
        "state": source.states,
        "code": source.all_codes,
    }
