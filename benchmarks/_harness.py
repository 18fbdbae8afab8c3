"""What every benchmark needs: data, interleaved rounds, rows of ratios, a table and a JSON file."""

from __future__ import annotations

import json
import os
import platform
import statistics
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Row:
    """One measured figure: a ratio with its target, or an absolute figure beside it with target None."""

    name: str
    size: int
    value: float
    target: float | None
    better: Literal["higher", "lower"]
    rounds: int

    @property
    def reached(self) -> bool | None:
        """Tell whether the target is reached, None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.better == "higher" else self.value <= self.target


def data_folder() -> Path:
    """Give the folder of real data, which LOCALITY_WORKBENCH_DATA may name."""
    return Path(os.environ.get("LOCALITY_WORKBENCH_DATA", ROOT.parent / "shared" / "data"))


def seconds(action: Callable[[], object]) -> float:
    """Time one call."""
    start = perf_counter()
    action()
    return perf_counter() - start


def interleaved(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time every action once per round, one after the other, so that a busy machine hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            times[name].append(seconds(action))
    return times


def median_ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    """Give how many times longer the first took than the second, by medians."""
    return statistics.median(slow) / statistics.median(fast)


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(title: str, rows: Sequence[Row], json_file: Path | None) -> None:
    """Print the rows as a table and write them as JSON where a file is named."""
    print(f"{title}, Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{'what':<44}{'size':>8}{'value':>12}{'target':>12}  ")
    for row in rows:
        target = "" if row.target is None else f"{'>=' if row.better == 'higher' else '<='} {row.target:g}"
        mark = {None: "", True: "reached", False: "MISSED"}[row.reached]
        print(f"{row.name:<44}{row.size:>8,}{row.value:>12.4g}{target:>12}  {mark}")
    if json_file is not None:
        json_file.write_text(json.dumps({"rows": [asdict(row) for row in rows]}, indent=1) + "\n", "utf-8")
