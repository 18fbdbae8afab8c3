"""A plan as a folder of CSV tables with a README and a description that programs read (Data Package 1.0)."""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from workbench.errors import ExportError
from workbench.io.open_data.about import about, notes
from workbench.io.open_data.comparison import comparison_tables
from workbench.io.open_data.fields import Table, localities_table, practices_table, sources_table, units_table
from workbench.io.replacing import replacing
from workbench.io.safe_csv import csv_bytes
from workbench.io.workbooks.facts import Facts
from workbench.metrics.comparison import Comparison

PACKAGE, README = "datapackage.json", "README.txt"
_NAMES = frozenset(
    f"{name}.csv"
    for name in ("unit-to-locality", "localities", "practices", "comparison", "who-moves", "sources")
)
_MADE_BY = "locality-workbench"


def write_tables(
    facts: Facts, folder: Path, others: Sequence[Facts] = (), comparisons: Sequence[Comparison] = ()
) -> None:
    """Write the tables into a folder, which is made where there is none; ``others`` are compared with.

    A table of an earlier export that there is none for now is removed; other files stay as they are.

    Raises:
        ExportError: the folder cannot be made or written.
    """
    tables = [units_table(facts), localities_table(facts)]
    if facts.has_practices:
        tables.append(practices_table(facts))
    tables += comparison_tables(facts, others, comparisons)
    tables.append(sources_table(facts))
    _make(folder)
    _remove_earlier(folder, {f"{table.name}.csv" for table in tables})
    for table in tables:
        with replacing(folder / f"{table.name}.csv") as beside:
            beside.write_bytes(csv_bytes(table.header, table.rows))
    with replacing(folder / README) as beside:
        beside.write_text(_readme(facts, tables), encoding="utf-8", newline="\n")
    with replacing(folder / PACKAGE) as beside:
        text = json.dumps(_package(facts, tables), ensure_ascii=False, indent=2)
        beside.write_text(text + "\n", encoding="utf-8", newline="\n")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise ExportError(
            f"The folder {folder.name} cannot be made.",
            why=f"{problem.strerror or problem}.",
            remedy="Name a folder in one that exists and that you may write to.",
        ) from problem


def _remove_earlier(folder: Path, now: set[str]) -> None:
    """Take away tables that an earlier export listed and this one does not have."""
    with contextlib.suppress(OSError, ValueError, AttributeError, TypeError, KeyError):
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        if package["created_by"].startswith(_MADE_BY):
            listed = {resource["path"] for resource in package["resources"]}
            for name in (listed & _NAMES) - now:
                (folder / name).unlink(missing_ok=True)


def _readme(facts: Facts, tables: Sequence[Table]) -> str:
    """The words for a person who opens the folder."""
    said = about(facts)
    lines = [said["title"], "=" * 72, ""]
    lines += [f"{label.replace('_', ' ').capitalize()}: {_line(words)}" for label, words in said.items()]
    lines += ["", "Tables", "-" * 72]
    for table in tables:
        lines += ["", f"{table.name}.csv: {table.title}. {len(table.rows):,} rows."]
        lines += [f"  {one.name}: {one.description}" for one in table.fields]
    lines += ["", "How to read the tables", "-" * 72, "", _HOW_TO_READ]
    lines += ["", "Licences and assumptions", "-" * 72, ""]
    lines += [f"- {_line(words)}" for words in notes(facts)]
    return "\n".join(lines) + "\n"


_HOW_TO_READ = (
    "UTF-8, commas, one header row. An empty cell is not known, or there is none. A text that a spreadsheet "
    "would take for a formula has an apostrophe in front."
)


def _line(words: str) -> str:
    return " ".join(words.split())


def _package(facts: Facts, tables: Sequence[Table]) -> dict[str, object]:
    """The description of the tables after the specification of tabular data packages."""
    said = about(facts)
    return {
        "profile": "tabular-data-package",
        "name": _slug(f"{facts.project.name} {facts.scenario.name}"),
        "title": said["title"],
        "created": said["made_at"],
        "created_by": f"{_MADE_BY}: {said['made_with']}",
        "about": said,
        "notes": list(notes(facts)),
        "sources": [
            {"title": f"{source.dataset}: {source.file}", "publisher": source.publisher}
            for source in facts.project.area.sources
        ],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": one.name, "type": one.kind, "description": one.description} for one in table.fields
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _slug(text: str) -> str:
    """A name as packages take it: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "plan"
