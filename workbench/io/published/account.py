"""The account of a file's rows: every row that was read was used, or is told with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.io.published.kinds import ABOUT, Kind
from workbench.metrics.figures_json import number

MAPPED, OWN_HEADINGS = "by column mapping", "own headings"
"""How the edition of a file reads whose layout is no published one."""
NOT_TOLD = "Not told in the file"
"""Publisher and licence of such a file."""
EXAMPLES = 5
"""How many rejected rows are shown for each reason."""
KEPT_ROWS = 1_000
"""Of how many rejected rows for each reason the place in the file is kept, to be looked up there."""


@dataclass
class Rejection:
    """Rows not used for one reason. ``people`` is None where the rows count none.

    ``places`` are the first rows as a spreadsheet numbers them, where the reader knows them.
    """

    rows: int = 0
    people: float | None = None
    examples: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


@dataclass
class RowAccount:
    """What became of every row of one file. ``people_read`` and ``people_used`` are None where none count.

    ``suppressed`` are rows that are used although a number in them is suppressed; it stays not known.
    """

    file: str
    kind: Kind
    edition: str
    sha256: str = ""
    read: int = 0
    used: int = 0
    rejected: dict[str, Rejection] = field(default_factory=dict)
    people_read: float | None = None
    people_used: float | None = None
    suppressed: int = 0
    notes: tuple[str, ...] = ()

    def reject(
        self,
        reason: str,
        rows: int,
        *,
        people: float | None = None,
        examples: Sequence[object] = (),
        places: Iterable[int] = (),
    ) -> None:
        """Add rows that are not used; none leaves no trace.

        People without a row are those of a row of which some are used: an area that was split.
        """
        if not rows and not people:
            return
        entry = self.rejected.setdefault(reason, Rejection())
        entry.rows += int(rows)
        if people is not None:
            entry.people = (entry.people or 0.0) + people
        entry.examples = (*entry.examples, *(str(one) for one in examples))[:EXAMPLES]
        room = KEPT_ROWS - len(entry.places)
        entry.places += tuple(int(place) for place in islice(places, room))

    def reject_where(
        self,
        reason: str,
        where: NDArray[np.bool_],
        shown: NDArray[np.object_],
        people: NDArray[np.float64] | None = None,
        *,
        rows_of: NDArray[np.int64] | None = None,
    ) -> None:
        """Reject the rows of a mask; ``shown`` tells each row, ``rows_of`` its place in the file."""
        rows = np.flatnonzero(where)
        told = [str(one) for one in shown[rows[:EXAMPLES]]]
        counted = None if people is None else float(np.nansum(people[rows]))
        places = [] if rows_of is None else rows_of[rows[:KEPT_ROWS]].tolist()
        self.reject(reason, len(rows), people=counted, examples=told, places=places)

    @property
    def publisher(self) -> str:
        """Who has published the file, where its layout tells."""
        return NOT_TOLD if self._own else ABOUT[self.kind].publisher

    @property
    def licence(self) -> str:
        """On which licence, where the layout of the file tells."""
        return NOT_TOLD if self._own else ABOUT[self.kind].licence

    @property
    def _own(self) -> bool:
        return self.edition.endswith((MAPPED, OWN_HEADINGS))

    @property
    def rejected_rows(self) -> int:
        """Rows that were not used."""
        return sum(entry.rows for entry in self.rejected.values())

    @property
    def people_rejected(self) -> float:
        """People of the rows that were not used."""
        return sum(entry.people or 0.0 for entry in self.rejected.values())

    @property
    def reconciled(self) -> bool:
        """Whether rows read are rows used and rejected, and the same holds for the people they count."""
        if self.read != self.used + self.rejected_rows:
            return False
        if self.people_read is None or self.people_used is None:
            return True
        return abs(self.people_read - self.people_used - self.people_rejected) < 0.5

    def as_json(self) -> dict[str, Any]:
        """The account as the command line prints it."""
        return {
            "file": self.file,
            "kind": str(self.kind),
            "title": ABOUT[self.kind].title,
            "publisher": self.publisher or None,
            "edition": self.edition or None,
            "sha256": self.sha256 or None,
            "licence": self.licence or None,
            "rows_read": self.read,
            "rows_used": self.used,
            "rejected": {reason: entry.rows for reason, entry in self.rejected.items()},
            "rejected_people": {
                reason: number(entry.people)
                for reason, entry in self.rejected.items()
                if entry.people is not None
            },
            "rejected_examples": {
                reason: list(entry.examples) for reason, entry in self.rejected.items() if entry.examples
            },
            "people_read": None if self.people_read is None else number(self.people_read),
            "people_used": None if self.people_used is None else number(self.people_used),
            "suppressed": self.suppressed,
            "reconciled": self.reconciled,
            "notes": list(self.notes),
        }
