"""What the sheets of the scope matrix tell of: services, localities, cells, organisations, identity."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.io.workbooks.facts import Facts
from workbench.metrics.organisations import Organisations
from workbench.metrics.services.matrix import Matrix, read_matrix
from workbench.models.edit_json import cell_to_json
from workbench.models.localities import Locality
from workbench.models.project import Project
from workbench.models.registers import Partner, ScopeExport, from_plain
from workbench.models.scenario import Scenario
from workbench.models.scope import DEFAULT_CELL, CellKey, ScopeCell, cell_keys
from workbench.models.services import Service

SCOPE_SCHEMA = 1
"""Version of the sheets, tables and columns of the scope matrix."""
DOCUMENT = "Service-scope matrix"
REGISTER = "scope_export"
"""The register that keeps what was exported."""


@dataclass(frozen=True, eq=False)
class Matter:
    """One scenario's matrix at the moment of the export."""

    facts: Facts

    @property
    def scenario(self) -> Scenario:
        """The scenario whose matrix this is."""
        return self.facts.scenario

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The catalogue in its order."""
        return self.facts.project.services

    @cached_property
    def service_of(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def localities(self) -> tuple[Locality, ...]:
        """The localities in the plan's order."""
        return tuple(self.scenario.plan)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of localities by code."""
        return {locality.code: locality.name for locality in self.localities}

    @cached_property
    def keys(self) -> list[CellKey]:
        """Every cell, in the order of the Detail sheet."""
        return cell_keys(self.services, tuple(locality.code for locality in self.localities))

    def cell(self, key: CellKey) -> ScopeCell:
        """What is decided; without its note in a public version."""
        cell = self.scenario.cell(key)
        return replace(cell, note="") if self.facts.public else cell

    @cached_property
    def people(self) -> dict[str, float]:
        """People by locality code on the scenario's basis; NaN where they are not known."""
        return {row.code: row.people for row in self.facts.figures.localities}

    @cached_property
    def organisations(self) -> dict[str, str]:
        """Names of organisations by code."""
        return organisations(self.facts.project, self.scenario)

    def organisation_names(self, codes: tuple[str, ...]) -> str:
        """Names of organisations, or their codes where the project does not know them."""
        return "; ".join(self.known_organisations.name(code) for code in codes)

    @cached_property
    def known_organisations(self) -> Organisations:
        """Partners, providers, sites and practices by code."""
        project = self.facts.project
        return Organisations(project.area, self.scenario, project.registers)

    @cached_property
    def matrix(self) -> Matrix:
        """The matrix as what counts over it reads it."""
        return read_matrix(self.facts.project, self.scenario, self.facts.figures)

    @cached_property
    def content(self) -> tuple[tuple[str, str], ...]:
        """The cells that differ from how every service starts, as row keys with JSON."""
        return snapshot_cells(self.scenario, self.keys)

    @cached_property
    def export_id(self) -> str:
        """Identity of what is exported, made of the content: the same matrix gives the same id."""
        value = {
            "project": self.facts.project.name,
            "scenario": self.scenario.id,
            "keys": [str(key) for key in self.keys],
            "cells": self.content,
            "public": self.facts.public,
        }
        return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]

    @cached_property
    def previous(self) -> ScopeExport | None:
        """The last export that held something else; None where there is none."""
        earlier = [
            export
            for export in self.scenario.registers.of(REGISTER, ScopeExport)
            if export.id != self.export_id
        ]
        return max(earlier, key=lambda export: (export.at, export.id), default=None)


def organisations(project: Project, scenario: Scenario) -> dict[str, str]:
    """Names by code of the partners, then of the organisations that have sites."""
    found = {partner.code: partner.name for partner in scenario.registers.of("partner", Partner)}
    sites = project.area.sites
    for code, name in zip(sites.parent_codes, sites.parent_names, strict=True):
        if str(code).strip():
            found.setdefault(str(code), str(name))
    return found


def snapshot_cells(scenario: Scenario, keys: list[CellKey]) -> tuple[tuple[str, str], ...]:
    """The recorded cells among ``keys`` as row keys with JSON."""
    return tuple(
        (str(key), json.dumps(cell_to_json(scenario.scope[key]), ensure_ascii=False, sort_keys=True))
        for key in keys
        if key in scenario.scope
    )


def exported_cells(export: ScopeExport) -> Mapping[str, ScopeCell]:
    """The cells of an export by row key; one that is not among them was as every service starts."""
    return {key: from_plain(ScopeCell, json.loads(text)) for key, text in export.cells}


def exported_cell(cells: Mapping[str, ScopeCell], key: CellKey) -> ScopeCell:
    """One cell of an export."""
    return cells.get(str(key), DEFAULT_CELL)
