"""What a planner asks of the balancer: which use, how many localities, by which measure, how long."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from workbench.balancing.objective import PRESETS, Objective, Preference, objective_for
from workbench.balancing.outcome import Effort
from workbench.errors import EditError
from workbench.models.populations import PopulationBasis
from workbench.models.rules import Band, Rules

TIE_BREAK = 0.1
"""How much other preferences weigh in a repair, where the number of moves comes first."""


class Use(StrEnum):
    """What the balancer is used for."""

    BUILD = "build"
    """Everything that is not locked is drawn anew."""
    REPAIR = "repair"
    """The drawing comes into the band with the fewest moves."""
    ALTERNATIVES = "alternatives"
    """Several really different plans."""
    FILL = "fill"
    """Localities that have areas stay; the unassigned areas become new ones."""
    SPLIT = "split"
    """One locality becomes two or more."""


@dataclass(frozen=True)
class BalanceRequest:
    """One request. ``low``, ``high``, ``target`` and ``basis`` that are None come from the scenario's rules.

    ``localities`` is the wanted number in the whole plan, locked ones included (None: free); for a split
    it is the number of parts (None: two). ``weights`` replace the preferences. ``parents`` are kinds of
    larger areas to keep whole; with a preference for them and none named it is the local authority.
    ``only_from`` are codes of the localities that take part (empty: all); the others, and unassigned
    areas, then stay as they are. ``inside_parent`` is a kind whose borders no locality may cross.
    ``split`` is the code of the locality to split. ``alternatives`` counts plans, the best included.
    With ``islands_apart`` areas without a border with the rest that have too few people for the band
    become localities of their own, outside it. A slow machine works up to ``patience`` times ``seconds``;
    only what is stopped by that depends on speed.
    """

    use: Use = Use.BUILD
    localities: int | None = None
    low: int | None = None
    high: int | None = None
    target: int | None = None
    basis: PopulationBasis | None = None
    preferences: tuple[Preference, ...] = ()
    weights: Objective | None = None
    parents: tuple[str, ...] = ()
    only_from: tuple[str, ...] = ()
    inside_parent: str = ""
    split: str = ""
    alternatives: int = 8
    apart: float = 0.2
    seconds: float = 1.0
    seed: int = 1
    threads: int = 2
    patience: float = 30.0
    islands_apart: bool = False

    def __post_init__(self) -> None:
        if self.localities is not None and self.localities < 1:
            raise EditError(
                "A plan has at least one locality.", remedy="Ask for 1 or more, or leave it free."
            )
        if not self.seconds > 0:
            raise EditError("The balancer needs time.", remedy="Give it more than 0 seconds.")
        if self.use is Use.ALTERNATIVES and self.alternatives < 1:
            raise EditError("Ask for at least one plan.", remedy="Ask for 2 or more alternatives.")
        if self.use is Use.SPLIT and (not self.split or (self.localities or 2) < 2):
            raise EditError(
                "A split makes two or more of one locality.", remedy="Name the locality and 2 parts or more."
            )

    @property
    def effort(self) -> Effort:
        """How long to look."""
        return Effort(self.seconds, self.seed, self.threads, self.patience)

    @property
    def objective(self) -> Objective:
        """The weights of the parts of the cost."""
        if self.weights is not None:
            return self.weights
        if self.use is not Use.REPAIR:
            return objective_for(self.preferences)
        fewest = PRESETS[Preference.FEW_CHANGES]
        if not self.preferences:
            return fewest
        wished = objective_for(self.preferences)
        return Objective(
            **{
                part.name: max(getattr(fewest, part.name), TIE_BREAK * getattr(wished, part.name))
                for part in fields(Objective)
            }
        )

    def rules(self, rules: Rules) -> Rules:
        """The scenario's rules with the band and the basis that were asked for.

        A target that lies outside new limits moves to their middle.

        Raises:
            EditError: the limits and the target contradict each other.
        """
        band = rules.band
        low = band.low if self.low is None else self.low
        high = band.high if self.high is None else self.high
        target = self.target
        if target is None:
            target = band.target if low <= band.target <= high else (low + high) // 2
        return replace(rules, band=Band(low, high, target), basis=self.basis or rules.basis)
