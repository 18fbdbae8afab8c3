"""Compare the balancer with gerrychain 1.0.0, METIS (pymetis) and bounds proven by HiGHS, on real areas.

Ours and the peers take turns in one process; every ratio is of figures measured in the same run, by medians.
METIS gets the units in another order each time, since it ignores its seed in k-way cuts, all ways to call
it in turn, as long as our run really took, and its best plan that is in the band and in one piece counts.
It works in one thread, ours in two. gerrychain counts only valid steps, so do we. The peers' runs of 60 s
are made once, against every round of ours.

    python benchmarks/balancing.py --rows cut_edges_298,recombination --json balancing.json
    python benchmarks/balancing.py --quick
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import _balancing_rows as quality
from benchmarks import _balancing_speed as speed
from benchmarks._balancing_rows import Pace
from benchmarks._harness import Row, report

ROWS: dict[str, Callable[[Pace], list[Row]]] = {
    "recombination": speed.recombination,
    "flips": speed.flips,
    "cut_edges_298": quality.cut_edges_298,
    "cut_edges_1673": quality.cut_edges_1673,
    "england": quality.whole_england,
    "inertia_298": quality.inertia_298,
    "fewest_moves": quality.fewest_moves,
    "alternatives": quality.eight_alternatives,
    "sweep": speed.sweep,
}
"""What can be measured, in the order of the table in docs/methods.md."""
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
    rows: list[Row] = []
    for name in names:
        rows += ROWS[name](pace)
    report("Balancing", rows, options.json)


if __name__ == "__main__":
    main()
