"""What the balancer says, brought into the shapes that the preview shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from workbench.balancing.outcome import Candidate
from workbench.models.localities import LOCALITY_HUES, Locality
from workbench.models.scenario import Scenario
from workbench.session.balance_problem import BalanceTask
from workbench.session.balance_proposal import ISLAND, BalanceProposal
from workbench.session.balance_score import ScorePart, ScoreUnit
from workbench.ui import formats
from workbench.ui.balance.shown import MoveLine, ScoreLine, ShownProposal, Verdict
from workbench.ui.map.label_text import short_name
from workbench.ui.panes.map_side import side_of

HELP = {
    "outside_band": "Localities below the lower or above the upper limit",
    "in_parts": "Localities whose areas do not all touch",
    "spread": "People of the largest locality less those of the smallest",
    "own_residents_share": "Residents who are registered with a practice of their own locality",
    "cut_km": "Length of all borders between localities",
    "main_parent_share": "People who live in the main larger area of their locality",
    "unassigned": "Areas that belong to nobody",
    "changed": "Areas in another locality than you have drawn",
}
REASON_FITS = 21.5
"""Small letters that the reason of a move has room for."""
CAPITAL = 0.4
"""By how much a capital is wider than a small letter."""
NOTHING = "\N{EN DASH}"
"""A figure before anything was drawn."""
NAMED = 3
"""Localities named before the rest is only counted."""


def shown_of(whole: BalanceProposal, now: BalanceProposal) -> ShownProposal:
    """A proposal as the panel shows it; ``whole`` lists all moves, ``now`` those that were not refused."""
    before, after = whole.task.scenario, now.after
    told = list(whole.task.notes)
    if now.practices_changed:
        many = now.practices_changed != 1
        follow = "practices follow" if many else "practice follows"
        told.append(f"{now.practices_changed:,} {follow} to another locality.")
    alone = sum(locality.exception_reason == ISLAND for locality in now.fresh)
    if alone:
        stand = "island stands" if alone == 1 else "islands stand"
        told.append(f"{alone:,} {stand} alone, outside the band.")
    if now.removed:
        more = f" and {len(now.removed) - NAMED:,} more" if len(now.removed) > NAMED else ""
        told.append(f"Given up: {', '.join(now.removed[:NAMED])}{more}.")
    return ShownProposal(
        before=side_of(before, whole.figures_before),
        after=side_of(after, now.figures_after),
        sentence=now.sentence,
        scores=tuple(score_line(part) for part in now.score),
        moves=move_lines(whole, now),
        cost=0.0 if now.candidate is None else now.candidate.cost,
        told=tuple(told),
    )


def move_lines(whole: BalanceProposal, now: BalanceProposal) -> tuple[MoveLine, ...]:
    """All moves of a proposal, with whether they are taken."""
    index = whole.task.project.area.units.index_of
    before, after = whole.task.scenario.plan, whole.after.plan
    lines = []
    for move in whole.moves:
        old = before.get(move.before) if move.before else None
        new = after.get(move.after) if move.after else None
        lines.append(
            MoveLine(
                unit=index[move.unit],
                code=move.unit,
                name=move.name,
                people=move.people,
                before=old,
                after=new,
                reason=_short(move.reason, old, new),
                told=move.reason,
                taken=move.unit not in now.refused,
            )
        )
    return tuple(lines)


def _short(reason: str, *localities: Locality | None) -> str:
    """A reason that fits beside the move: names as short as on the map, or only the number of the chip.

    "Brings Stoke & Shelton into one piece" -> "Makes Stoke whole".
    """
    for locality in localities:
        if locality is not None and locality.name in reason:
            short = reason.replace(locality.name, short_name(locality.name))
            fits = _wide(_plain(short)) <= REASON_FITS
            reason = short if fits else reason.replace(locality.name, str(locality.number))
    return _plain(reason)


def _wide(text: str) -> float:
    """About how wide a text is, in small letters."""
    return len(text) + CAPITAL * sum(letter.isupper() for letter in text)


def _plain(reason: str) -> str:
    """A reason in few words: "in one piece" is "whole"."""
    if reason.startswith("Brings "):
        reason = reason.replace("Brings ", "Makes ", 1)
    whole = reason.endswith(" one piece")
    return reason.removesuffix(" into one piece").removesuffix(" in one piece") + (" whole" if whole else "")


def score_line(part: ScorePart) -> ScoreLine:
    """A part of the score in figures as they are written."""
    verdict = Verdict.NEUTRAL
    if part.key != "changed" and formats.known(part.before) and formats.known(part.after):
        verdict = {True: Verdict.BETTER, False: Verdict.WORSE, None: Verdict.SAME}[part.better]
    return ScoreLine(
        key=part.key,
        title=part.title,
        help=HELP.get(part.key, ""),
        before=NOTHING if part.verdict == "New" else _figure(part.before, part.unit),
        after=_figure(part.after, part.unit),
        verdict=verdict,
    )


def _figure(value: float, unit: ScoreUnit) -> str:
    return formats.percent(value) if unit is ScoreUnit.SHARE else formats.number(value)


def best_words(task: BalanceTask, best: Candidate) -> str:
    """The best plan so far: "Best so far: 12 localities of 30,778 to 49,899 people"."""
    people = task.problem.people_of(best.plan, best.labels)
    held = people[np.bincount(best.plan[best.plan >= 0], minlength=best.labels) > 0]
    if not len(held):
        return ""
    number = formats.count(len(held), "locality", "localities")
    return f"Best so far: {number} of {formats.number(held.min())} to {formats.number(held.max())} people"


def passing_colours(task: BalanceTask, labels: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Colours for a plan that is on its way; localities that do not exist yet take the hues in turn."""
    plan = task.scenario.plan
    count = max(plan.slots, int(labels.max(initial=-1)) + 1, 1)
    hues = [hue for _, hue in LOCALITY_HUES]
    colours = [_hue(plan.locality(slot), hues[slot % len(hues)]) for slot in range(count)]
    return np.array(colours, dtype=np.uint32)


def _hue(locality: Locality | None, other: str) -> int:
    return QColor(other if locality is None else locality.colour).rgb()


def locked_words(scenario: Scenario) -> str:
    """What the balancer leaves alone: "Locked: Leek & High Moorland, 12 practices"."""
    names = [locality.name for locality in scenario.plan if locality.locked]
    practices = sum(assignment.locked for assignment in scenario.practices.values())
    parts = names if len(names) <= 3 else [f"{len(names):,} localities"]
    if practices:
        parts.append(formats.count(practices, "practice"))
    return f"Locked: {', '.join(parts)}" if parts else ""
