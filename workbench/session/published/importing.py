"""``import`` as one deed: files into a new project, or newer files into one that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.errors import InputError
from workbench.io.project_file.reading import LoadedProject
from workbench.io.project_file.writing import write_project
from workbench.io.published.column_mapping import mapped, remembered, suggested
from workbench.io.published.heading_rows import headed_at
from workbench.io.published.kinds import Kind
from workbench.io.published.recognise import recognise_all
from workbench.io.published.recognised import Recognised
from workbench.models.history import History
from workbench.models.project import Project
from workbench.preferences import Preferences
from workbench.progress import Progress
from workbench.session.creating import fresh_project
from workbench.session.published.building import BuiltArea, build_area
from workbench.session.published.choice import AreaChoice
from workbench.session.refresh.refreshing import Refreshed, refresh_project
from workbench.session.refresh.report import RefreshReport


@dataclass(frozen=True)
class Imported:
    """A project as an import would make it, not yet written. ``refresh`` is None for a new project."""

    project: Project
    history: History
    built: BuiltArea
    refresh: RefreshReport | None = None
    project_id: str = ""

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        value = self.built.report.as_json()
        return value | ({"refresh": self.refresh.as_json()} if self.refresh is not None else {})

    def as_text(self) -> list[str]:
        """The report in lines for people."""
        return self.built.report.as_text() + (self.refresh.as_text() if self.refresh is not None else [])

    def write(self, path: Path) -> None:
        """Put the project in its place: the old file or the new one, never half of one.

        Raises:
            ProjectError: the file cannot be written; one that was there is as it was.
        """
        write_project(path, self.project, self.history, project_id=self.project_id)
        self.built.report.applied = True


def recognise_files(
    paths: Sequence[Path],
    *,
    preferences: Preferences | None = None,
    kind: Kind | None = None,
    columns: Mapping[str, str] | None = None,
    heading_row: int = 0,
    progress: Progress | None = None,
) -> tuple[Recognised, ...]:
    """What the files are. Those of no published layout are mapped as they were before.

    With ``kind``, files of no published layout are taken as of this kind, their columns as told, else as
    their headings suggest; where there is none of these, a published file of another kind is refused.
    ``heading_row`` is where their headings are, counted from 1; 0 takes the likeliest row.

    Raises:
        InputError: a file cannot be used, or is not of the kind.
    """
    kept = preferences.column_mappings if preferences is not None else {}
    found: list[Recognised] = []
    files = recognise_all(paths, progress=progress)
    mappable = any(not file.published for file in files)
    for file in files:
        if file.published:
            if kind is not None and file.kind is not kind and not mappable:
                raise InputError(
                    f"{file.file} is not of the kind {kind}.",
                    why=f"By its content it is: {file.title} ({file.kind}).",
                    remedy="Leave the kind out, or choose another file.",
                )
            found.append(file)
        elif kind is not None:
            headed = headed_at(file, heading_row) if heading_row else file
            looks_like, columns_found = suggested(headed)
            told = dict(columns_found) if looks_like is kind else {}
            found.append(mapped(headed, kind, told | dict(columns or {})))
        else:
            found.append(remembered(file, kept) or _with_suggestion(file))
    return tuple(found)


def _with_suggestion(file: Recognised) -> Recognised:
    kind, columns = suggested(file)
    if kind is Kind.OTHER:
        return file
    told = ", ".join(f"{role}={heading}" for role, heading in columns.items())
    return replace(file, note=f"{file.note}; it looks like {kind}, with {told}")


def import_files(
    files: Sequence[Recognised],
    choice: AreaChoice,
    *,
    name: str,
    earlier: LoadedProject | None = None,
    progress: Progress | None = None,
) -> Imported:
    """The project that the files make, or that they refresh; nothing is written.

    Raises:
        InputError: the files cannot be used, or none of them is of a kind that can be read.
        Cancelled: the progress was told to stop.
    """
    if not any(file.published for file in files):
        told = "; ".join(f"{file.file}: {file.note}" for file in files)
        raise InputError(
            "None of the files has a published layout.",
            why=f"{told}.",
            remedy="Map its columns (--kind, --column).",
        )
    base = earlier.project.area if earlier is not None else None
    built = build_area(files, choice, base=base, progress=progress)
    if earlier is None:
        return Imported(fresh_project(name, built.area), History(), built)
    refreshed: Refreshed = refresh_project(
        earlier.project, built.area, lookup=built.conversion, history=earlier.history
    )
    if name:
        refreshed.project.name = name
    identity = str(earlier.head.settings.get("project_id", ""))
    return Imported(refreshed.project, refreshed.history, built, refreshed.report, identity)
