"""The documents of the help window as sections, and which section belongs to which part of the window."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench import paths

DOCUMENTS = (
    "user_guide.md", "methods.md", "command_line.md", "keys.md", "accessibility.md", "reliability.md",
)  # fmt: skip
"""In the order of the contents; the first is the guide. Those of a wheel are named in pyproject.toml."""
TOPICS: dict[str, str] = {
    "ServicesView": "Services",
    "CompareView": "Scenarios side by side",
    "BalanceView": "Balancing",
    "PracticesPanel": "Practices",
    "PracticeOptions": "Practices",
    "ProvidersPanel": "Providers",
    "NotesPanel": "Before a room of people",
    "WorkshopBar": "Before a room of people",
    "WorkshopPanel": "Before a room of people",
    "ScenarioSwitcher": "Scenarios",
    "WelcomePage": "A project of your own",
    "LocalitiesPanel": "What the words mean",
    "HistoryPanel": "Nothing is lost",
    "HistoryWindow": "Nothing is lost",
    "MapArea": "Choosing and giving areas",
    "IdentifyCard": "Finding and asking",
    "RollUpDialog": "Places, systems and the early focus",
    "RecoveryDialog": "Nothing is lost",
    "LayersPanel": "What the map shows",
    "AreasPanel": "Without a mouse",
    "FlowDialog": "Practices",
    "ImportWizard": "Published files",
    "LinksDialog": "What hangs together",
    "PrintDialog": "The board pack and maps for print",
    "AuthorDialog": "Nothing is lost",
    "NoteDialog": "Before a room of people",
    "NewProjectDialog": "A project of your own",
    "BuildDialog": "Practices",
    "SplitDialog": "Practices",
    "StartDialog": "Balancing",
    "UnsavedQuestion": "Saving",
    "BandDialog": "What the words mean",
}
"""Section by the class of the part that has the keyboard; the innermost counts."""
_HEADING = re.compile(r"^(#{1,3}) +(.+?) *#*$")
_FENCE = re.compile(r"^(```|~~~)")


@dataclass(frozen=True)
class Section:
    """A heading with the text up to the next one."""

    document: str
    level: int
    title: str
    text: str

    def holds(self, words: tuple[str, ...]) -> bool:
        """Whether every word, in small letters, stands in it."""
        text = f"{self.title}\n{self.text}".casefold()
        return all(word in text for word in words)


def sections(document: str, text: str) -> tuple[Section, ...]:
    """A document cut at its headings of the first three levels; signs in code are no headings."""
    found: list[tuple[int, str, list[str]]] = []
    in_code = False
    for line in text.splitlines():
        if _FENCE.match(line):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading is not None:
            found.append((len(heading[1]), heading[2], []))
        elif found:
            found[-1][2].append(line)
    return tuple(Section(document, level, title, "\n".join(lines)) for level, title, lines in found)


@cache
def guide(folder: Path | None = None) -> tuple[Section, ...]:
    """All sections of all documents that are there."""
    where = folder or paths.docs()
    files = [(name, where / name) for name in DOCUMENTS]
    return tuple(
        section
        for name, path in files
        if path.is_file()
        for section in sections(name, path.read_text(encoding="utf-8"))
    )


def topic_for(widget: QWidget | None) -> str:
    """The title of the section for a part of the window; "" for the beginning."""
    while widget is not None:
        topic = TOPICS.get(type(widget).__name__)
        if topic is not None:
            return topic
        widget = widget.parentWidget()
    return ""
