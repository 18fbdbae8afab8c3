"""What says which export a workbook is: on the cover and, under the same labels, in the file's properties."""

from __future__ import annotations

from workbench.io.workbooks.facts import Facts

KIND_LABEL, SCHEMA_LABEL = "Kind", "Schema version"
PROJECT_LABEL, SCENARIO_LABEL, SCENARIO_ID_LABEL = "Project", "Scenario", "Scenario id"
EXPORT_LABEL, PUBLIC_LABEL = "Export id", "Version"
PUBLIC, INTERNAL = "Public", "Internal"
"""The two values of ``PUBLIC_LABEL``."""


def identity_of(facts: Facts, *, kind: str, schema: int, export_id: str) -> dict[str, str]:
    """The identity of an export, in the order of the cover."""
    return {
        KIND_LABEL: kind,
        SCHEMA_LABEL: str(schema),
        PROJECT_LABEL: facts.project.name,
        SCENARIO_LABEL: facts.scenario.name,
        SCENARIO_ID_LABEL: facts.scenario.id,
        EXPORT_LABEL: export_id,
        PUBLIC_LABEL: PUBLIC if facts.public else INTERNAL,
    }
