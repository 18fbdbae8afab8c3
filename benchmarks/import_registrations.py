"""Read a national registrations file of 1.2 million rows for one study area, against pandas' own read of it.

The file is made up, in the published layout. Peak memory of the import is measured in a process of its own,
cancelling by asking to stop at once after the first piece of the file was read.

    python benchmarks/import_registrations.py --json import.json
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd

from benchmarks._harness import Row, interleaved, median_ratio, report
from workbench.io.published.recognise import recognise
from workbench.io.published.registrations import read_registration_rows
from workbench.progress import Cancelled

ROWS, UNITS, PRACTICES, AREA = 1_200_000, 33_000, 6_500, 300
MOST_TIME, MOST_MB, MOST_CANCEL_S = 3.0, 500.0, 1.0
_HEAD = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n"
_PEAK = """
import sys
from pathlib import Path
from benchmarks.import_registrations import import_area
import_area(Path(sys.argv[1]))
status = Path("/proc/self/status").read_text()  # of this process alone, which getrusage does not tell
print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def write_national(path: Path) -> None:
    """A file of the published layout, about 90 MB: every practice has patients in areas around its own."""
    rng = np.random.default_rng(7)
    practices = np.arange(ROWS) * PRACTICES // ROWS
    near = (
        practices * UNITS // PRACTICES
        + np.arange(ROWS) % (ROWS // PRACTICES + 1) * 3
        + rng.integers(0, 3, ROWS)
    )
    chosen = practices * UNITS + near % UNITS
    patients = rng.integers(1, 120, ROWS)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for place, count in zip(chosen.tolist(), patients.tolist(), strict=True):
            practice, unit = divmod(place, UNITS)
            file.write(
                f"GP_PRAC_PAT_LIST,01JUL2022,M{80_000 + practice:05d},THE {practice} MEDICAL PRACTICE,"
                f"E01{unit + 1:06d},ALL,{count}\n"
            )


def import_area(path: Path) -> None:
    """Recognise and read the file, and take the rows of one study area out of it."""
    rows = read_registration_rows(recognise(path)[0])
    units = {f"E01{unit:06d}": unit for unit in range(1, AREA + 1)}
    inside = rows.in_area(rows.units_within(units))
    listed = frozenset(rows.practices[inside >= 50].tolist())
    _, account, _ = rows.of_area(units, listed)
    assert account.read == ROWS
    assert account.reconciled


class _Stopwatch:
    """Asks to stop when something is first reported, and remembers the longest time between two reports."""

    def __init__(self, *, stop: bool) -> None:
        self.stop = stop
        self.last = perf_counter()
        self.longest = 0.0

    def report(self, done: float, text: str = "") -> None:
        now = perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now
        if self.stop and done > 0.5:
            raise Cancelled


def longest_wait(path: Path) -> float:
    """The longest that a wish to cancel could have waited, in seconds."""
    watch = _Stopwatch(stop=False)
    read_registration_rows(recognise(path)[0], progress=watch)
    return max(watch.longest, perf_counter() - watch.last)


def measure(path: Path, rounds: int) -> list[Row]:
    """Time ours and the peer, and measure memory and waiting."""
    times = interleaved({"ours": lambda: import_area(path), "pandas": lambda: pd.read_csv(path)}, rounds)
    root = Path(__file__).resolve().parents[1]
    ran = subprocess.run(  # noqa: S603 - this interpreter, on the file just written
        [sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True, cwd=root
    )
    waits = [longest_wait(path) for _ in range(rounds)]
    return [
        Row("import / pandas.read_csv", ROWS, median_ratio(times["ours"], times["pandas"]), MOST_TIME,
            "lower", rounds),
        Row("peak memory, MB", ROWS, float(ran.stdout), MOST_MB, "lower", 1),
        Row("longest wait for cancel, s", ROWS, statistics.median(waits), MOST_CANCEL_S, "lower", rounds),
        Row("import for one area, s", ROWS, statistics.median(times["ours"]), None, "lower", rounds),
    ]  # fmt: skip


def main() -> None:
    """Run it all and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "national.csv"
        write_national(path)
        rows = measure(path, wanted.rounds)
    report("Importing national registrations", rows, wanted.json)


if __name__ == "__main__":
    main()
