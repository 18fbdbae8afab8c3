"""What no cell and no record can say: shares over 100 %, negative staff, dates that are none.

Everything else that looks wrong is told as an issue beside the figures and may stay as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from workbench.models.hierarchy import Hierarchy
from workbench.models.registers import ChecklistItem, Lead, Partner, Record, SectorRule, Team
from workbench.models.scenario import ORGANISATIONAL_FORMS, STATUSES, ScenarioHead
from workbench.models.scope import INTEGRATION_LEVELS, ScopeCell
from workbench.models.services import TAGS, Service

SHARE_TOLERANCE = 0.05
"""Per cent by which shares may miss 100, for thirds that were rounded: 33.33 three times."""
CHECKLIST_ANSWERS: tuple[str, ...] = ("Not recorded", "Met", "Partly met", "Not met")
"""What may be recorded for a characteristic of the checklist (R7)."""
CHARACTERISTICS = 4
"""Number of Primary Care Home characteristics (R7)."""

_CELL_DATES = {
    "contract_end": "contract end",
    "start_date": "start date",
    "decided_on": "date of the decision",
    "review_date": "review date",
}


def parse_date(text: str) -> date | None:
    """A date of ISO 8601, "2028-02-29"; None where the text is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def impossible_in_cell(cell: ScopeCell) -> str:
    """Why a cell cannot be; empty where it can."""
    for name, words in _CELL_DATES.items():
        text = getattr(cell, name)
        if text and parse_date(text) is None:
            return f"“{text}” is no {words}: write it as 2027-04-01."
    highest = len(INTEGRATION_LEVELS) - 1
    for level in (cell.integration_now, cell.integration_planned):
        if level is not None and not 0 <= level <= highest:
            return f"Integration level {level} is not one of 0 to {highest}."
    if cell.phase is not None and cell.phase < 1:
        return f"Phase {cell.phase} cannot be: phases start at 1."
    return ""


def impossible_in_head(head: ScenarioHead) -> str:
    """Why a scenario cannot be described so; empty where it can."""
    if head.status not in STATUSES:
        return f"“{head.status}” is no status: use {', '.join(STATUSES[:-1])} or {STATUSES[-1]}."
    if head.organisational_form and head.organisational_form not in ORGANISATIONAL_FORMS:
        forms = f"{', '.join(ORGANISATIONAL_FORMS[:-1])} or {ORGANISATIONAL_FORMS[-1]}"
        return f"“{head.organisational_form}” is no organisational form: use {forms}, or leave it open."
    if head.date and parse_date(head.date) is None:
        return f"“{head.date}” is no date: write it as 2027-04-01."
    return ""


def impossible_in_record(record: Record) -> str:
    """Why a record cannot be; empty where it can."""
    match record:
        case Service():
            return _service(record)
        case SectorRule():
            return "" if record.kind.strip() else "A kind of provider needs a name."
        case Partner():
            return _partner(record)
        case Team():
            return _team(record)
        case Lead():
            return "" if record.role.strip() else "A lead needs a role."
        case ChecklistItem():
            return _checklist(record)
        case Hierarchy():
            return "" if record.kind.strip() and record.units else "A look-up needs a kind and areas."
        case _:
            return ""


def _service(record: Service) -> str:
    if not record.id.strip() or "|" in record.id:
        return "A service needs an id without the sign “|”."
    if not record.name.strip() or not record.group.strip():
        return "A service needs a name and a group."
    if record.ages not in {"A", "C", "B"}:
        return f"“{record.ages}” is no age group: use A, C or B."
    unknown = [tag for tag in record.tags if tag not in TAGS]
    return f"“{unknown[0]}” is no tag: use {', '.join(TAGS)}." if unknown else ""


def _partner(record: Partner) -> str:
    if not record.code.strip() or not record.name.strip():
        return "A partner needs a code and a name."
    for words, share in (("Gain", record.gain_share), ("Risk", record.risk_share)):
        if share is not None and not _is_share(share):
            return f"{words} share of {share:g} % cannot be: a share is from 0 to 100 %."
    return ""


def _team(record: Team) -> str:
    if not record.id.strip() or not record.name.strip():
        return "A team needs an id and a name."
    if record.wte is not None and not (math.isfinite(record.wte) and record.wte >= 0):
        return f"{record.wte:g} whole-time equivalents cannot be: it is 0 or more."
    return _split("employer", record.employers) or _split("locality", record.localities)


def _split(what: str, shares: Sequence[tuple[str, float]]) -> str:
    codes = [code for code, _ in shares]
    twice = [code for code in codes if codes.count(code) > 1]
    if twice:
        return f"{twice[0]} comes twice in the {what} split."
    wrong = [share for _, share in shares if not _is_share(share)]
    if wrong:
        return f"A share of {wrong[0]:g} % in the {what} split cannot be: a share is from 0 to 100 %."
    total = sum(share for _, share in shares)
    return f"The {what} split adds up to {total:g} %." if total > 100 + SHARE_TOLERANCE else ""


def _is_share(share: float) -> bool:
    return math.isfinite(share) and 0 <= share <= 100


def _checklist(record: ChecklistItem) -> str:
    if not 1 <= record.number <= CHARACTERISTICS:
        return f"Characteristic {record.number} is not one of 1 to {CHARACTERISTICS}."
    if record.met not in CHECKLIST_ANSWERS:
        return f"“{record.met}” is no answer: use {', '.join(CHECKLIST_ANSWERS)}."
    return ""
