from __future__ import annotations

import numpy as np
import pytest

from workbench.errors import EditError
from workbench.models.localities import Locality, next_code
from workbench.models.plan import Plan


def plan() -> Plan:
    made = Plan(4)
    made.put(Locality("L01", 2, "North"))
    made.put(Locality("L02", 1, "South"))
    made.labels[:] = [0, 0, 1, -1]
    return made


def test_localities_come_in_order_of_number() -> None:
    assert [locality.code for locality in plan()] == ["L02", "L01"]


def test_codes_and_slots_go_both_ways() -> None:
    made = plan()
    codes = made.codes_of(made.labels)
    assert codes == ("L01", "L01", "L02", None)
    assert made.slots_of(codes).tolist() == [0, 0, 1, -1]
    assert made.code_of_unit(3) is None


def test_a_deleted_locality_leaves_its_slot_and_its_code_is_not_used_again() -> None:
    made = plan()
    made.labels[2] = -1
    assert made.remove("L02") == 1
    assert (len(made), made.slots, made.locality(1)) == (1, 2, None)
    assert next_code(made.codes) == "L03"
    assert made.put(Locality("L02", 1, "South")) == 1


def test_a_locality_with_units_is_not_removed() -> None:
    with pytest.raises(EditError, match="still has areas"):
        plan().remove("L01")


def test_an_unknown_code_is_told() -> None:
    with pytest.raises(EditError, match="no locality L09"):
        plan().slot("L09")
    assert plan().get("L09") is None


def test_names_are_found_without_case() -> None:
    found = plan().named(" NORTH ")
    assert found is not None
    assert found.code == "L01"


def test_a_copy_is_independent() -> None:
    made = plan()
    twin = made.copy()
    twin.labels[0] = -1
    twin.put(Locality("L03", 3, "East"))
    assert np.array_equal(made.labels, [0, 0, 1, -1])
    assert (made.slots, twin.slots) == (2, 3)
