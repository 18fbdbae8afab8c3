"""What registers leave open: shares that do not add up to 100 %, staff not known (R14, R42)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.models.impossible import SHARE_TOLERANCE
from workbench.models.registers import Partner, Team
from workbench.models.scenario import Scenario


@dataclass(frozen=True)
class RegisterIssue:
    """Something to settle in a register; ``key`` is empty where it speaks of the register as a whole."""

    register: str
    key: str
    words: str


def register_issues(scenario: Scenario) -> tuple[RegisterIssue, ...]:
    """Everything that partners and teams leave open."""
    return tuple(_partner_issues(scenario)) + tuple(_team_issues(scenario))


def share_total(shares: list[float | None]) -> float | None:
    """The sum of the shares that are recorded; None where none is."""
    known = [share for share in shares if share is not None]
    return sum(known) if known else None


def _partner_issues(scenario: Scenario) -> list[RegisterIssue]:
    partners = scenario.registers.of("partner", Partner)
    issues = []
    for words, shares in (
        ("Gain", [partner.gain_share for partner in partners]),
        ("Risk", [partner.risk_share for partner in partners]),
    ):
        total = share_total(shares)
        if total is None:
            if partners:
                issues.append(RegisterIssue("partner", "", f"{words} shares are not recorded"))
        elif abs(total - 100) > SHARE_TOLERANCE:
            issues.append(RegisterIssue("partner", "", f"{words} shares add up to {_per_cent(total)}"))
    return issues


def _team_issues(scenario: Scenario) -> list[RegisterIssue]:
    issues = []
    for team in scenario.registers.of("team", Team):
        for words, split in (("Employer", team.employers), ("Locality", team.localities)):
            total = sum(share for _, share in split)
            if not split:
                issues.append(RegisterIssue("team", team.id, f"{team.name}: no {words.lower()}"))
            elif abs(total - 100) > SHARE_TOLERANCE:
                issues.append(
                    RegisterIssue(
                        "team", team.id, f"{team.name}: {words.lower()} shares add up to {_per_cent(total)}"
                    )
                )
        if team.wte is None:
            issues.append(RegisterIssue("team", team.id, f"{team.name}: staff not known"))
    return issues


def _per_cent(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") + "%"
