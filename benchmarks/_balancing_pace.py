"""How long the balancer's benchmark measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Rounds, the peers' long runs in seconds, and the longest run of ours."""

    rounds: int = 5
    long_s: float = 60.0
    england_s: float = 10.0
    quick: bool = False
