"""Prevention, self-care and empowerment: how many services of each a locality offers (R8)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix, MatrixRow
from workbench.models.services import TAGS


@dataclass(frozen=True)
class TagCount:
    """Services with a tag that a locality offers in whole or in part, each once whatever the ages."""

    tag: str
    locality: str
    services: int

    @property
    def words(self) -> str:
        """The tag as it is named on screen."""
        return TAGS[self.tag]

    @property
    def none(self) -> bool:
        """Whether the locality offers nothing of the kind, which is flagged."""
        return self.services == 0


def tag_counts(matrix: Matrix) -> tuple[TagCount, ...]:
    """Counts of each tag in each locality."""
    offered: dict[tuple[str, str], set[str]] = {}
    for row in matrix.offered:
        for tag in row.service.tags:
            offered.setdefault((tag, row.key.locality), set()).add(row.key.service)
    return tuple(
        TagCount(tag, locality.code, len(offered.get((tag, locality.code), ())))
        for tag in TAGS
        for locality in matrix.localities
    )


def with_tag(matrix: Matrix, tag: str) -> tuple[MatrixRow, ...]:
    """Rows whose service has a tag."""
    return tuple(row for row in matrix.rows if tag in row.service.tags)
