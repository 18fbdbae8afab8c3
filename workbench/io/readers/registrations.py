"""Read patients by practice and unit of residence from a CSV or Parquet file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.readers.columns import ColumnChoice, Role, find_columns
from workbench.io.readers.hashing import sha256_of
from workbench.io.readers.practices import people
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.tables import Table, read_headings, read_table
from workbench.models.registrations import Registrations
from workbench.models.sources import Notice, Source
from workbench.progress import NoProgress, Progress

REGISTRATION_ROLES: tuple[Role, ...] = (
    Role(
        "practice_code",
        "practice code",
        ("practice_code|prac_code|gp_code|org_code",),
        required=True,
        settles=True,
    ),
    Role(
        "unit_code",
        "unit code of residence",
        ("unit_code", "lsoa_code", r"lsoa\d\d_?(cd|code)", "oa_code", r"oa\d\d_?(cd|code)"),
        required=True,
        settles=True,
    ),
    Role(
        "patients",
        "number of patients",
        ("patients", "number_of_patients|patient_count|registered_patients|count|all_patients"),
        required=True,
        settles=True,
    ),
    Role("sex", "sex", ("sex|gender",)),
)
_MOST_ROWS = 12_000_000
NO_ADDRESS = "EMPTY"
"""The pseudo code that stands for a blank unit code, as in the publications."""


@dataclass(frozen=True, eq=False)
class RegistrationsRead:
    """What the registration file gave."""

    registrations: Registrations
    source: Source
    notices: tuple[Notice, ...]


def read_registrations(
    path: Path, *, choice: ColumnChoice | None = None, progress: Progress | None = None
) -> RegistrationsRead:
    """Rows in file order. Units outside, pseudo codes and practices not listed all stay.

    Where a file has rows for all sexes beside rows for each, only the former are taken. Rows whose patients
    are suppressed or blank cannot be added up; they are left out and told.

    Raises:
        InputError: a column is missing, patients are negative or unreadable, a practice and unit stand twice.
    """
    choice = choice or ColumnChoice()
    if path.suffix.casefold() in {".parquet", ".pq"}:
        table, columns = _read_parquet(path, choice)
    else:
        headings = read_headings(path)
        columns = find_columns(
            headings, REGISTRATION_ROLES, dataset="registrations", file=path.name, choice=choice
        )
        table = read_table(path, keep=list(columns.values()), progress=progress)
    (progress or NoProgress()).report(1.0, f"Counting the patients of {table.file}")
    practice_codes = _shared(table.texts(columns["practice_code"]))
    unit_codes = _shared(table.texts(columns["unit_code"]))
    patients = people(table, columns["patients"])
    blank = np.flatnonzero(practice_codes == "")
    if len(blank):
        raise InputError(
            f"{table.file}, row {table.rows[blank[0]]} has no practice code.",
            remedy="Fill the code in, or remove the row.",
        )
    unit_codes[unit_codes == ""] = NO_ADDRESS
    sexes = table.texts(columns.get("sex"))
    taken = _one_row_a_person(sexes)
    _refuse_repeated(table, taken, practice_codes, unit_codes, sexes)
    known = np.isfinite(patients)
    use = taken & known
    notices = []
    suppressed = int((taken & ~known).sum())
    if suppressed:
        notices.append(
            Notice(
                "registrations_suppressed",
                "warning",
                f"Rows without a number of patients (blank or suppressed): {suppressed:,}; totals are a "
                "lower bound",
                count=suppressed,
                examples=tuple(f"row {row}" for row in table.rows[taken & ~known][:5]),
            )
        )
    registrations = Registrations(practice_codes[use], unit_codes[use], patients[use])
    source = Source(
        dataset="Registrations",
        file=table.file,
        rows_read=len(table),
        rows_rejected=suppressed,
        sha256=table.sha256,
        note="Rows for all sexes taken" if not taken.all() else "",
    )
    return RegistrationsRead(registrations, source, tuple(notices))


def _shared(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """The same texts, each distinct one kept in memory once."""
    code, distinct = pd.factorize(texts)
    return np.asarray(distinct, dtype=object)[code]


def _one_row_a_person(sexes: NDArray[np.object_]) -> NDArray[np.bool_]:
    code, distinct = pd.factorize(sexes)
    plain = [str(text).upper() for text in distinct]
    if "ALL" in plain and len(plain) > 1:
        return np.asarray(code == plain.index("ALL"))
    return np.ones(len(sexes), dtype=bool)


def _refuse_repeated(
    table: Table,
    taken: NDArray[np.bool_],
    practice_codes: NDArray[np.object_],
    unit_codes: NDArray[np.object_],
    sexes: NDArray[np.object_],
) -> None:
    """Check that no practice, unit and sex stand twice, which would count people twice; blank units may."""
    rows = np.flatnonzero(taken & (unit_codes != NO_ADDRESS))
    practice, unit, sex = (
        pd.factorize(column[rows])[0].astype(np.int64) for column in (practice_codes, unit_codes, sexes)
    )
    key = (practice * (unit.max(initial=0) + 1) + unit) * (sex.max(initial=0) + 1) + sex
    repeated = np.flatnonzero(pd.Series(key).duplicated().to_numpy())
    if len(repeated):
        second = int(repeated[0])
        first = int(np.flatnonzero(key == key[second])[0])
        raise InputError(
            f"{table.file}: practice {practice_codes[rows[second]]} and unit {unit_codes[rows[second]]} "
            f"stand in row {table.rows[rows[first]]} and in row {table.rows[rows[second]]}.",
            why="Their patients would be counted twice.",
            remedy="Keep one of the two rows; a file with several dates needs one date chosen.",
        )


def _read_parquet(path: Path, choice: ColumnChoice) -> tuple[Table, dict[str, str]]:
    if not path.is_file():
        raise InputError(
            f"There is no file {path.name}.",
            why=f"Looked in {path.absolute().parent}.",
            remedy="Check the name and the folder.",
        )
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as problem:
        raise InputError(
            f"{path.name} is a Parquet file, and the library that reads it is not installed.",
            remedy="Save the table as CSV, or install pyarrow.",
        ) from problem
    try:
        headings = [str(name) for name in parquet.read_schema(path).names]
        columns = find_columns(
            headings, REGISTRATION_ROLES, dataset="registrations", file=path.name, choice=choice
        )
        rows_told = parquet.read_metadata(path).num_rows
        if rows_told > _MOST_ROWS:
            raise InputError(
                f"{path.name} has {rows_told:,} rows; at most {_MOST_ROWS:,} are read.",
                remedy="Cut it to the study area.",
            )
        with parquet.ParquetFile(path) as whole:
            start = next(whole.iter_batches(batch_size=1_000), None)
        if start is not None:  # also the columns that are not kept
            refuse_patient_columns(start.to_pandas(), file=path.name)
        frame = parquet.read_table(path, columns=list(columns.values())).to_pandas()
    except (ArrowException, OSError, LookupError, ValueError, TypeError, OverflowError) as problem:
        raise InputError(
            f"{path.name} cannot be read; it is damaged or cut short.",
            remedy="Get the file again from its source.",
        ) from problem
    if not len(frame):
        raise InputError(f"{path.name} holds no rows.", remedy="Choose a file with data.")
    texts = pd.DataFrame({name: _as_texts(frame[name]) for name in frame.columns})
    rows = np.arange(len(texts), dtype=np.int64) + 2
    return Table(file=path.name, frame=texts, rows=rows, sha256=sha256_of(path)), columns


def _as_texts(column: pd.Series) -> NDArray[np.object_]:
    """Distinct values of a column as texts, missing ones as empty texts."""
    code, distinct = pd.factorize(column)
    texts = np.array([*(str(value) for value in distinct), ""], dtype=object)
    return texts[code]
