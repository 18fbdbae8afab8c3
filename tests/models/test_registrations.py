from __future__ import annotations

from tests.grids import grid_area
from workbench.models.registrations import Registrations


def test_every_patient_is_accounted_for() -> None:
    patients = grid_area().patients
    assert patients.total == 11_250
    assert patients.of_units_outside == 300
    assert patients.unplaced == 200
    assert patients.of_other_practices == 350
    inside = patients.by_unit.sum()
    assert inside + patients.of_units_outside + patients.unplaced == patients.total
    assert patients.in_area_by_practice.sum() + patients.of_other_practices == inside


def test_runs_of_a_unit_and_of_a_practice() -> None:
    patients = grid_area().patients
    first, last = patients.unit_indptr[4], patients.unit_indptr[5]
    assert patients.unit_practice[first:last].tolist() == [0, 1]
    assert patients.unit_patients[first:last].tolist() == [1000, 500]
    units, people = patients.practice_rows(1)
    assert dict(zip(units.tolist(), people.tolist(), strict=True)) == {4: 500, 5: 1500, 6: 1000}


def test_an_empty_table() -> None:
    area = grid_area()
    patients = Registrations.empty().link(area.units, area.practices)
    assert (patients.total, patients.of_units_outside, patients.unplaced) == (0, 0, 0)
    assert patients.by_unit.tolist() == [0] * 12
