"""What a planner has chosen so far in the import, and what came of it; no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.errors import InputError
from workbench.io.project_file.reading import LoadedProject
from workbench.io.published.column_mapping import mapped, to_remember
from workbench.io.published.heading_rows import headed_at
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.preferences import Preferences
from workbench.progress import Progress, sub_progress
from workbench.session.published.choice import AreaChoice
from workbench.session.published.importing import Imported, import_files, recognise_files
from workbench.session.refresh.deciding import carry_out, choices_of
from workbench.session.refresh.report import Decision

PREVIEW_KINDS = (Kind.BOUNDARIES, Kind.LOOKUP, Kind.POPULATION)
"""What the map of the study area needs; the large files are read only for the report."""


@dataclass
class Looked:
    """Files as they were recognised, and what is the matter with those that cannot be used."""

    found: list[Recognised] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)


@dataclass
class ImportDraft:
    """Files with their kinds, the study area, and the project as it would be."""

    earlier: LoadedProject | None = None
    name: str = ""
    files: list[Recognised] = field(default_factory=list)
    choice: AreaChoice = field(default_factory=AreaChoice)
    imported: Imported | None = None
    remember: bool = True
    """Whether the meaning of columns is kept for files with the same headings."""

    path: Path | None = None
    """Where a new project was written."""

    answers: dict[Decision, str] = field(default_factory=dict)
    """What was chosen about the decisions of a refresh, where it is not what is suggested."""

    def answer(self, decision: Decision) -> str:
        """What shall be done about a decision: what was chosen, else what is suggested."""
        project = self.imported.project if self.imported is not None else None
        keys = [one.key for one in choices_of(project, decision)] if project is not None else []
        chosen = self.answers.get(decision, "")
        return chosen if chosen in keys or not keys else keys[0]

    def decide(self) -> list[str]:
        """Do what was chosen, or suggested, about every decision of a refresh; gives the words of the steps.

        Raises:
            EditError: an answer does not fit the project.
        """
        imported = self.imported
        if imported is None or imported.refresh is None:
            return []
        answers = {one: self.answer(one) for one in imported.refresh.decisions}
        return carry_out(imported.project, imported.history, answers)

    @property
    def refreshing(self) -> bool:
        """Whether a project that is there gets newer data."""
        return self.earlier is not None

    @property
    def unknown(self) -> list[Recognised]:
        """Files of no published layout whose columns nobody has named."""
        return [file for file in self.files if not file.published]

    @property
    def mappable(self) -> list[Recognised]:
        """Files whose columns can be named: those of no published layout, named already or not."""
        return [file for file in self.files if file.columns or (not file.published and file.headings)]

    @property
    def of_map(self) -> list[Recognised]:
        """The files that the map of the study area is made of."""
        return [file for file in self.files if file.kind in PREVIEW_KINDS]

    @property
    def ready(self) -> bool:
        """Whether there is enough to choose a study area: boundaries, or a project that has some."""
        kinds = {file.kind for file in self.files if file.published}
        return bool(kinds) and (self.refreshing or Kind.BOUNDARIES in kinds)

    def read_kinds(self, paths: list[Path], preferences: Preferences, progress: Progress) -> Looked:
        """What these files are; one that cannot be used keeps none of the others away.

        Raises:
            Cancelled: the progress was told to stop.
        """
        looked = Looked()
        for place, path in enumerate(paths):
            progress.report(place / len(paths), path.name)
            part = sub_progress(progress, start=place / len(paths), end=(place + 1) / len(paths))
            try:
                looked.found.extend(recognise_files([path], preferences=preferences, progress=part))
            except InputError as problem:
                looked.problems.append(problem)
        progress.report(1.0, "")
        return looked

    def add(self, found: list[Recognised]) -> None:
        """Take files; one that is there already is replaced."""
        fresh = {file.file for file in found}
        self.files = [file for file in self.files if file.file not in fresh] + found
        self.imported = None

    def choose(self, choice: AreaChoice) -> None:
        """Take another study area, or decide otherwise about rows; what was read for another is dropped."""
        if choice != self.choice:
            self.choice = choice
            self.imported = None

    def drop(self, file: Recognised) -> None:
        """Leave a file out."""
        self.files = [one for one in self.files if one is not file]
        self.imported = None

    def map_columns(self, file: Recognised, kind: Kind, columns: Mapping[str, str]) -> Recognised:
        """Say what the columns of a file are; OTHER leaves it out.

        Raises:
            InputError: a needed column is missing.
        """
        plain = replace(file, kind=Kind.OTHER, edition="", layout="", columns=())
        fresh = plain if kind is Kind.OTHER else mapped(plain, kind, columns)
        self.files = [fresh if one is file else one for one in self.files]
        self.imported = None
        return fresh

    def head_at(self, file: Recognised, row: int) -> Recognised:
        """Take the headings of a file from another row; its columns are to be named anew.

        Raises:
            InputError: the row holds no headings.
        """
        fresh = headed_at(file, row)
        self.files = [fresh if one is file else one for one in self.files]
        self.imported = None
        return fresh

    def to_remember(self) -> dict[str, str]:
        """How columns were named, by the signature of their headings."""
        return dict(to_remember(file) for file in self.files if file.columns) if self.remember else {}

    def preview(self, progress: Progress) -> Imported:
        """The areas of the boundaries alone, for the map.

        Raises:
            InputError: the boundaries cannot be used.
        """
        wanted = self.of_map
        if not any(file.kind is Kind.BOUNDARIES for file in wanted):
            raise InputError("There are no boundaries among the files.", remedy="Add a file of boundaries.")
        return import_files(wanted, AreaChoice(), name=self.name or "Preview", progress=progress)

    def build(self, progress: Progress) -> Imported:
        """Read everything for the study area; nothing is written.

        Raises:
            InputError: the files cannot be used.
        """
        name = "" if self.refreshing else self.name
        part = sub_progress(progress, start=0.0, end=1.0)
        return import_files(self.files, self.choice, name=name, earlier=self.earlier, progress=part)
