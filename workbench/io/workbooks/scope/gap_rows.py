"""The rows of the Gaps sheet: the same gap in several localities is one row that names them."""

from __future__ import annotations

from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Value
from workbench.metrics.services.gaps import Gap, all_gaps
from workbench.metrics.services.links import locality_links

_MOST_NAMED = 12


def gap_rows(matter: Matter) -> list[list[Value]]:
    """Missing, item, ages, number of localities, where, who; in the order in which gaps are found."""
    organisations = matter.known_organisations
    links = locality_links(matter.facts.project, matter.scenario, organisations)
    together: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in all_gaps(matter.matrix, matter.scenario, organisations, links):
        age = gap.key.age.words if gap.key is not None else NOT_APPLICABLE
        item = f"{gap.key.service} {gap.what}" if gap.key is not None else gap.what
        together.setdefault((str(gap.kind), item, age), []).append(gap)
    return [
        [kind, item, age, len(_codes(gaps)) or NOT_APPLICABLE, _where(matter, gaps), _who(matter, gaps)]
        for (kind, item, age), gaps in together.items()
    ]


def _codes(gaps: list[Gap]) -> list[str]:
    return list(dict.fromkeys(gap.locality for gap in gaps if gap.locality))


def _where(matter: Matter, gaps: list[Gap]) -> str:
    """The localities by code and name; All where it is every one."""
    codes = _codes(gaps)
    if not codes:
        return NOT_APPLICABLE
    if len(codes) == len(matter.localities) and len(codes) > 1:
        return "All localities"
    if len(codes) == 1:
        return f"{codes[0]} {matter.names.get(codes[0], '')}".strip()
    return ", ".join(codes) if len(codes) <= _MOST_NAMED else f"{len(codes)} localities"


def _who(matter: Matter, gaps: list[Gap]) -> str:
    """Who is accountable for the cells, where that is recorded."""
    codes = dict.fromkeys(
        matter.cell(gap.key).accountable
        for gap in gaps
        if gap.key is not None and matter.cell(gap.key).accountable.strip()
    )
    return matter.organisation_names(tuple(codes)) or NOT_AVAILABLE
