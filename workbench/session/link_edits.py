"""Links of a scenario: bridges and ferries as named pairs of areas, listed, changed and proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import shapely

from workbench.errors import EditError
from workbench.metrics.border_gaps import WIDEST_M, border_gaps
from workbench.models.adjacency import LINK_KINDS, Link
from workbench.models.edits import RulesEdit
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.session.plan_edits import change_rules

Pair = tuple[str, str]
"""Codes of two linked areas; their order says nothing."""


@dataclass(frozen=True)
class LinkInfo:
    """A link as it is listed: the areas by name, metres between them, and the middle (EPSG:27700).

    ``known`` is False where the study area does not have one of the areas: such a link joins nothing, and
    metres and place are NaN. ``apart``: without it no way leads from one side to the other; only proposals
    tell.
    """

    link: Link
    name_a: str
    name_b: str
    gap_m: float
    x: float
    y: float
    known: bool = True
    apart: bool = False

    def as_json(self) -> dict[str, Any]:
        """The link as the command line prints it; what is not known is null."""
        there = (round(self.gap_m, 1), round(self.x, 1), round(self.y, 1)) if self.known else (None,) * 3
        gap, x, y = there
        names = {"unit_a_name": self.name_a, "unit_b_name": self.name_b}
        return {**asdict(self.link), **names, "gap_m": gap, "easting": x, "northing": y, "known": self.known}


def pair_of(link: Link) -> Pair:
    """The areas of a link in an order that does not depend on how it was entered."""
    one, other = sorted((link.unit_a, link.unit_b))
    return one, other


def link_info(area: StudyArea, link: Link) -> LinkInfo:
    """What is told of a link."""
    index, units = area.units.index_of, area.units
    rows = [index.get(code) for code in (link.unit_a, link.unit_b)]
    names = [code if row is None else str(units.names[row]) or code
             for code, row in zip((link.unit_a, link.unit_b), rows, strict=True)]  # fmt: skip
    if rows[0] is None or rows[1] is None:
        nan = float("nan")
        return LinkInfo(link, names[0], names[1], nan, nan, nan, known=False)
    line = shapely.shortest_line(units.geometry[rows[0]], units.geometry[rows[1]])
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return LinkInfo(link, names[0], names[1], float(line.length), float(middle.x), float(middle.y))


def listed_links(area: StudyArea, scenario: Scenario) -> list[LinkInfo]:
    """All links of a scenario, in the order in which they were added."""
    return [link_info(area, link) for link in scenario.rules.links]


def proposed_links(
    area: StudyArea, scenario: Scenario, *, widest_m: float = WIDEST_M, progress: Progress | None = None
) -> list[LinkInfo]:
    """Links over gaps of clipped water that the scenario does not have yet, those that join parts first.

    Raises:
        Cancelled: the search was stopped.
    """
    linked = {pair_of(link) for link in scenario.rules.links}
    units, found = area.units, []
    for gap in border_gaps(area, widest_m=widest_m, progress=progress):
        codes = (str(units.codes[gap.unit]), str(units.codes[gap.other]))
        one, other = (
            str(units.names[row]) or code for row, code in zip((gap.unit, gap.other), codes, strict=True)
        )
        link = Link(*codes, f"{one} to {other}", LINK_KINDS[0])
        if pair_of(link) not in linked:
            found.append(LinkInfo(link, one, other, gap.metres, gap.x, gap.y, apart=gap.apart))
    return found


def can_link(area: StudyArea, scenario: Scenario, pair: Pair) -> bool:
    """Whether two areas are known and apart, and neither share a border nor a link already."""
    if not all(code in area.units.index_of for code in pair):
        return False
    one, other = (area.units.index_of[code] for code in pair)
    linked = {pair_of(link) for link in scenario.rules.links}
    return one != other and other not in area.adjacency.of(one) and tuple(sorted(pair)) not in linked


def add_links(project: Project, scenario: Scenario, links: Sequence[Link]) -> RulesEdit:
    """Add links, as one step.

    Raises:
        EditError: an area is unknown, linked to itself, or the two share a border or a link already; a link
            has no name, or another kind than ``LINK_KINDS``; there is no link to add.
    """
    if not links:
        raise EditError("There is no link to add.", remedy="Choose two areas.")
    have = {pair_of(link) for link in scenario.rules.links}
    fresh = []
    for link in links:
        _see_link(project.area, link)
        if pair_of(link) in have:
            info = link_info(project.area, link)
            raise EditError(
                f"{info.name_a} and {info.name_b} are linked already.", remedy="Change that link instead."
            )
        have.add(pair_of(link))
        fresh.append(replace(link, name=" ".join(link.name.split())))
    words = f"Add the {fresh[0].kind} {fresh[0].name}" if len(fresh) == 1 else f"Add {len(fresh):,} links"
    after = replace(scenario.rules, links=(*scenario.rules.links, *fresh))
    return RulesEdit(scenario.id, scenario.rules, after, words)


def change_link(
    scenario: Scenario, pair: Pair, *, name: str | None = None, kind: str | None = None
) -> RulesEdit | None:
    """Rename a link or make it another kind; None where it is so already.

    Raises:
        EditError: there is no such link, or it would have no name or an unknown kind.
    """
    before = find_link(scenario, pair)
    after = replace(
        before,
        name=before.name if name is None else " ".join(name.split()),
        kind=before.kind if kind is None else kind,
    )
    _see_words(after)
    links = tuple(after if link == before else link for link in scenario.rules.links)
    words = f"Rename link to {after.name}" if after.name != before.name else f"{after.name} is a {after.kind}"
    return change_rules(scenario, replace(scenario.rules, links=links), words)


def remove_links(scenario: Scenario, pairs: Sequence[Pair]) -> RulesEdit | None:
    """Take links out, as one step; None where none is given.

    Raises:
        EditError: there is no such link.
    """
    gone = [find_link(scenario, pair) for pair in pairs]
    words = f"Remove the link {gone[0].name}" if len(gone) == 1 else f"Remove {len(gone):,} links"
    links = tuple(link for link in scenario.rules.links if link not in gone)
    return change_rules(scenario, replace(scenario.rules, links=links), words)


def find_link(scenario: Scenario, pair: Pair) -> Link:
    """The link between two areas, whichever is named first.

    Raises:
        EditError: there is none.
    """
    wanted = tuple(sorted(pair))
    found = next((link for link in scenario.rules.links if pair_of(link) == wanted), None)
    if found is None:
        raise EditError(f"There is no link between {pair[0]} and {pair[1]}.", remedy="See the list of links.")
    return found


def _see_words(link: Link) -> None:
    if not link.name.strip():
        raise EditError("A link needs a name.", remedy="Type the name of the bridge or ferry.")
    if link.kind not in LINK_KINDS:
        raise EditError(f"A link is no “{link.kind}”.", remedy=f"It is a {' or a '.join(LINK_KINDS)}.")


def _see_link(area: StudyArea, link: Link) -> None:
    _see_words(link)
    index = area.units.index_of
    unknown = [code for code in (link.unit_a, link.unit_b) if code not in index]
    if unknown:
        raise EditError(f"The project has no area {unknown[0]}.", remedy="Choose areas of this project.")
    one, other = index[link.unit_a], index[link.unit_b]
    if one == other:
        raise EditError("A link joins two different areas.", remedy="Choose another area.")
    if other in area.adjacency.of(one):
        raise EditError(
            f"{area.units.names[one]} and {area.units.names[other]} share a border.",
            why="They hang together without a link.",
            remedy="Choose two areas that a bridge or ferry joins.",
        )
