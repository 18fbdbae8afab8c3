"""In how many parts a locality may lie, and why: what is permitted is not counted as cut off."""

from __future__ import annotations

from workbench.errors import EditError
from workbench.models.edits import LocalityEdit
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import change_locality

MOST_PARTS = 20
"""More parts than anybody would permit a locality."""


def permit_parts(scenario: Scenario, code: str, parts: int, reason: str) -> LocalityEdit | None:
    """Permit a locality to lie in so many parts; None where it may already, for the same reason.

    Raises:
        EditError: there is no such locality, the number is not 1 to ``MOST_PARTS``, or several parts have
            no reason.
    """
    locality = scenario.plan.locality(scenario.plan.slot(code))
    assert locality is not None  # noqa: S101 - slot() has just found it
    if not 1 <= parts <= MOST_PARTS:
        raise EditError(f"A locality lies in 1 to {MOST_PARTS} parts.", remedy="Change the number.")
    reason = " ".join(reason.split()) if parts > 1 else ""
    if parts > 1 and not reason:
        raise EditError("Several parts need a reason.", remedy="Say what joins them, such as a ferry.")
    if (locality.permitted_parts, locality.parts_reason) == (parts, reason):
        return None
    words = f"Permit {locality.name} {parts} parts" if parts > 1 else f"Permit {locality.name} one part only"
    return change_locality(scenario, code, words, permitted_parts=parts, parts_reason=reason)
