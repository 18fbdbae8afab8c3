"""Larger areas worked out from the data: MSOAs from names, PCNs from where people are registered."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.models.practices import PracticeTable
from workbench.models.registrations import PatientMatrix
from workbench.models.units import ParentColumn, UnitTable

_LSOA_NAME = re.compile(r"(?P<msoa>.+ \d{3})[A-Z]{1,2}")


def derived_parents(
    units: UnitTable, practices: PracticeTable, patients: PatientMatrix
) -> Mapping[str, ParentColumn]:
    """All parents of the units: the imported ones, and MSOA and PCN worked out where none were imported."""
    parents = dict(units.parents)
    if "msoa" not in parents:
        msoa = msoa_from_names(units.names)
        if msoa is not None:
            parents["msoa"] = msoa
    if "pcn" not in parents:
        pcn = pcn_from_patients(practices, patients)
        if pcn is not None:
            parents["pcn"] = pcn
    return parents


def msoa_from_names(names: NDArray[np.object_]) -> ParentColumn | None:
    """MSOA of each unit from its published name; None where no name has that form.

    The Office for National Statistics names an LSOA after its MSOA, with a letter behind it: "Stoke-on-Trent
    012A" lies in "Stoke-on-Trent 012". The name serves as the code. Units named otherwise have none.
    """
    matches = [_LSOA_NAME.fullmatch(str(name)) for name in names]
    if not any(matches):
        return None
    msoa = np.array([match["msoa"] if match else "" for match in matches], dtype=object)
    return ParentColumn(
        kind="msoa", title="MSOA", codes=msoa, names=msoa, derived="From the names of the LSOAs"
    )


def pcn_from_patients(practices: PracticeTable, patients: PatientMatrix) -> ParentColumn | None:
    """PCN that holds most of each unit's registered patients; None where no practice has a PCN.

    Patients are counted over the listed practices; of PCNs with equally many, the one with the smaller code
    is taken. A unit with 984 patients at practices of one PCN and 701 elsewhere belongs to that PCN. Units
    without patients at such practices have none.
    """
    labels = np.where(practices.pcn_codes == "", practices.pcn_names, practices.pcn_codes).astype(str)
    codes, pcn_of_practice = np.unique(labels, return_inverse=True)
    if not len(codes) or not (codes != "").any():
        return None
    first = {label: row for row, label in reversed(list(enumerate(labels)))}
    names = {
        code: (str(practices.pcn_names[first[code]]) or code) if code in first else code
        for code in codes.tolist()
    }
    inside = (patients.unit >= 0) & (patients.practice >= 0)
    place = patients.unit[inside].astype(np.int64) * len(codes) + pcn_of_practice[patients.practice[inside]]
    table = np.bincount(place, patients.patients[inside], minlength=patients.units * len(codes))
    table = table.reshape(patients.units, len(codes))
    table[:, codes == ""] = 0.0
    best = table.argmax(axis=1)
    known = table.max(axis=1) > 0
    unit_codes = np.where(known, codes[best], "").astype(object)
    return ParentColumn(
        kind="pcn",
        title="PCN",
        codes=unit_codes,
        names=np.array([names.get(code, "") if code else "" for code in unit_codes], dtype=object),
        derived="PCN that holds most of the unit's registered patients",
    )
