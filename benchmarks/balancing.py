"""Compare the balancer with gerrychain 1.0.0, METIS (pymetis) and bounds proven by HiGHS, on real areas.

Ours and the peers take turns in one process; every ratio is of figures measured in the same run, by medians.
METIS gets the units in another order each time, since it ignores its seed in k-way cuts, all ways to call
it in turn, as long as our run takes of two idle processors, and its best plan that is in the band and in one
piece counts. It works in one thread, ours in two. gerrychain counts only valid steps, so do we. What one
thread does is timed in processor seconds, which other programs on the machine do not shorten. The peers'
runs of 60 s are made once, against every round of ours.

    python benchmarks/balancing.py --rows cut_edges_298,recombination --json balancing.json
    python benchmarks/balancing.py --quick
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks._balancing_pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks._harness import Row

ROWS = {
    "recombination": "_balancing_speed:recombination",
    "flips": "_balancing_speed:flips",
    "cut_edges_298": "_balancing_rows:cut_edges_298",
    "cut_edges_1673": "_balancing_rows:cut_edges_1673",
    "england": "_balancing_rows:whole_england",
    "inertia_298": "_balancing_rows:inertia_298",
    "fewest_moves": "_balancing_rows:fewest_moves",
    "alternatives": "_balancing_rows:eight_alternatives",
    "sweep": "_balancing_sweep:sweep",
}
"""What can be measured, in the order of the table in docs/methods.md, and where. The peers are imported only
by what needs them: the processes of the sweep import this file again."""


QUICK = Pace(rounds=1, long_s=5.0, england_s=10.0, quick=True)


def main() -> None:
    """Measure the rows asked for and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default=",".join(ROWS), help=f"of {', '.join(ROWS)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one short round, to see that it runs")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    names = [name for name in options.rows.split(",") if name]
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        parser.error(f"there is no row {unknown[0]}")
    pace = QUICK if options.quick else Pace(rounds=options.rounds)
    from benchmarks._harness import report

    rows: list[Row] = []
    for name in names:
        rows += _measure(name)(pace)
    report("Balancing", rows, options.json)


def _measure(name: str) -> Callable[[Pace], list[Row]]:
    module, function = ROWS[name].split(":")
    found: Callable[[Pace], list[Row]] = getattr(import_module(f"benchmarks.{module}"), function)
    return found


if __name__ == "__main__":
    main()
