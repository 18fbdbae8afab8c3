"""Refuse columns that look like NHS numbers: nothing about single patients comes into a project."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.readers.columns import plain_heading

_SHAPE = re.compile(r"(\d{3})[ -]?(\d{3})[ -]?(\d{4})")
_HEADING = re.compile(r"nhs_?(number|num|no|id)|patient_?(nhs_?)?(number|no|id)")
_FEWEST = 3


def is_nhs_number(text: str) -> bool:
    """Whether ``text`` is a 10-digit number that passes the NHS number's Modulus 11 check.

    The first nine digits are weighted 10 to 2; 11 less the remainder by 11 must be the tenth digit (11 counts
    as 0, 10 is never issued). Source: NHS Data Dictionary, "NHS NUMBER". 943 476 5919 passes,
    943 476 5918 does not.
    """
    match = _SHAPE.fullmatch(text.strip())
    if not match:
        return False
    digits = [int(digit) for digit in "".join(match.groups())]
    if not any(digits):
        return False
    check = (
        11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    ) % 11
    return check == digits[9]


def looks_like_nhs_numbers(values: NDArray[np.object_]) -> bool:
    """Whether most texts of a column, at least three, are NHS numbers (by chance 1 in 11 is)."""
    texts = pd.unique(values)
    shaped = [text for text in texts if isinstance(text, str) and _SHAPE.fullmatch(text.strip())]
    if len(shaped) < _FEWEST:
        return False
    valid = sum(is_nhs_number(text) for text in shaped)
    filled = sum(1 for text in texts if isinstance(text, str) and text.strip())
    return valid >= _FEWEST and valid * 2 > filled


def refuse_patient_columns(frame: pd.DataFrame, *, file: str) -> None:
    """Check every column of texts or whole numbers of a table.

    Raises:
        InputError: a column holds NHS numbers, or is headed as one and holds 10-digit numbers.
    """
    for heading in frame.columns:
        values = _texts(frame[heading])
        headed = _HEADING.fullmatch(plain_heading(str(heading))) is not None
        if looks_like_nhs_numbers(values) or (headed and any(_SHAPE.fullmatch(v.strip()) for v in values)):
            raise InputError(
                f"The column “{heading}” of {file} looks like NHS numbers, so the file was not read.",
                why="A project holds counts of patients only, never single patients.",
                remedy="Remove that column, save the file and choose it again.",
            )


def _texts(column: pd.Series) -> NDArray[np.object_]:
    """The cells of a column as texts; whole numbers beside blank cells are kept as floats."""
    if not pd.api.types.is_float_dtype(column):
        return column.astype(str).to_numpy(dtype=object)
    numbers = column.to_numpy(dtype=np.float64)
    whole = numbers[(numbers >= 1e8) & (numbers < 1e10) & (numbers == np.floor(numbers))]
    return np.array([f"{int(number):010d}" for number in whole], dtype=object)
