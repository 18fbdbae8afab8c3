"""What a file was recognised as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.io.published.kinds import ABOUT, Kind
from workbench.io.published.text_source import TextSource


@dataclass(frozen=True)
class Recognised:
    """One file, or one member of a zip archive, with the kind and edition that its content tells.

    ``layout`` tells apart the layouts of one kind, ``sheet`` names the sheet or layer that holds the data.
    ``note`` says what a planner should know; a file of no published layout has the kind OTHER.
    """

    path: Path
    kind: Kind
    edition: str = ""
    layout: str = ""
    member: str = ""
    sheet: str = ""
    headings: tuple[str, ...] = ()
    note: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """Pairs of role and heading: what a planner says of the columns of no published layout."""
    heading_row: int = 1
    """Where the headings of a text, or of a file whose columns are mapped, stand below titles and notes."""
    more_sheets: tuple[str, ...] = ()
    """Sheets whose numbers are added to those of ``sheet``: men and women, where no sheet counts persons."""

    @property
    def file(self) -> str:
        """What the file is called in reports."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @property
    def title(self) -> str:
        """The kind in words."""
        return ABOUT[self.kind].title

    @property
    def published(self) -> bool:
        """Whether this is a published layout; else its columns have to be mapped."""
        return self.kind is not Kind.OTHER

    @property
    def source(self) -> TextSource:
        """The text of the file, where it is one."""
        return TextSource(self.path, self.member, self.heading_row)
