"""Read a catalogue of services: the default one of the program, or a planner's own."""

from __future__ import annotations

import csv
from pathlib import Path

from workbench import paths
from workbench.errors import InputError
from workbench.models.services import TAGS, Service, Tier

_COLUMNS = (
    "service_id", "group", "service", "age", "typical_tier", "typical_provider", "out_of_hospital", "tags",
)  # fmt: skip


def default_catalogue() -> tuple[Service, ...]:
    """The 78 services that a new project starts with."""
    return read_catalogue(paths.resource("service_catalogue.csv"))


def read_catalogue(path: Path) -> tuple[Service, ...]:
    """Services of a CSV file in its order.

    Raises:
        InputError: a column is missing, an id comes twice, or a value is not one of those allowed; the
            row is named as a spreadsheet shows it.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path.name} has no column {missing[0]}.", remedy=f"Its header is {','.join(_COLUMNS)}."
            )
        services: dict[str, Service] = {}
        for number, row in enumerate(rows, start=2):
            service = _service(path, number, row)
            if service.id in services:
                raise InputError(
                    f"{path.name}, row {number}: {service.id} comes twice.",
                    remedy="Give each service its own id.",
                )
            services[service.id] = service
    return tuple(services.values())


def _service(path: Path, number: int, row: dict[str, str]) -> Service:
    allowed = {
        "age": ("A", "B", "C"),
        "typical_tier": tuple(tier.value for tier in Tier),
        "out_of_hospital": ("Y", "N"),
    }
    for column, values in allowed.items():
        if row[column] not in values:
            raise InputError(
                f"{path.name}, row {number}: “{row[column]}” is no {column}.",
                remedy=f"Use one of {', '.join(values)}.",
            )
    tags = tuple(tag for tag in row["tags"].split(";") if tag)
    if unknown := [tag for tag in tags if tag not in TAGS]:
        raise InputError(
            f"{path.name}, row {number}: “{unknown[0]}” is no tag.", remedy=f"Use {', '.join(TAGS)}."
        )
    return Service(
        id=row["service_id"],
        group=row["group"],
        name=row["service"],
        ages=row["age"],
        tier=Tier(row["typical_tier"]),
        providers=tuple(code for code in row["typical_provider"].split("/") if code),
        out_of_hospital=row["out_of_hospital"] == "Y",
        tags=tags,
        order=number - 1,
    )
