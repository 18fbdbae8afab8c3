"""The localities that start first, kept with the scenario (R46)."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import EditError
from workbench.models.edits import RegisterEdit
from workbench.models.registers import EarlyFocus
from workbench.models.scenario import Scenario

_KEY = "early_focus"


def early_focus(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the localities that start first, by number; none where nobody has chosen any."""
    held = scenario.registers.get(_KEY, _KEY)
    chosen = held.localities if isinstance(held, EarlyFocus) else ()
    return tuple(locality.code for locality in scenario.plan if locality.code in chosen)


def choose_early_focus(scenario: Scenario, codes: Sequence[str]) -> RegisterEdit | None:
    """Let these localities start first; none for no early focus. None where it is so already.

    Raises:
        EditError: the plan has no such locality.
    """
    unknown = [code for code in codes if scenario.plan.get(code) is None]
    if unknown:
        raise EditError(
            f"The plan has no locality {unknown[0]}.", remedy="Choose localities of this scenario."
        )
    before = scenario.registers.get(_KEY, _KEY)
    ordered = tuple(locality.code for locality in scenario.plan if locality.code in codes)
    after = EarlyFocus(ordered) if ordered else None
    if before == after:
        return None
    count = len(ordered)
    words = f"{count} {'locality' if count == 1 else 'localities'}" if count else "none"
    return RegisterEdit(scenario.id, _KEY, _KEY, before, after, f"Early focus: {words}")
