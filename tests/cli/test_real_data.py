"""The published data of North Staffordshire and of England through the command line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.cli.conftest import Cli, write_csv


def test_north_staffordshire(cli: Cli, north_staffordshire: Path) -> None:
    told = cli("info", north_staffordshire, "--json", "-").json
    units = told["units"]
    assert (units["count"], units["resident"]) == (298, 484_659)
    assert (units["neighbour_pairs"], units["components"]) == (838, [298])
    assert (units["vintage"], units["crs"]) == ("LSOA 2011", "EPSG:27700")
    registrations = told["registrations"]
    assert (registrations["rows"], registrations["patients"]) == (7_890, 524_393)
    assert registrations["patients_in_units"] == 507_236
    assert registrations["patients_of_units_outside"] == 16_903
    assert registrations["patients_unplaced"] == 254
    assert registrations["patients_of_other_practices"] == 370
    assert (told["practices"]["count"], told["practices"]["registered"]) == (85, 700_308)
    assert told["providers"]["count"] == 213


def test_border_practices_stay_outside_unless_a_person_assigns_them(
    cli: Cli, north_staffordshire: Path, data_dir: Path, tmp_path: Path
) -> None:
    folder = data_dir / "north_staffordshire"
    dominant = pd.read_csv(folder / "expected" / "ns_unit_dominant_pcn_DERIVED.csv")
    rows = zip(dominant.lsoa_code, dominant.pcn_name, strict=True)
    plan = write_csv(tmp_path / "pcn.csv", [{"unit_code": u, "locality": n} for u, n in rows])
    imported = cli(
        "plan", "import", north_staffordshire, plan, "--scenario", "PCN", "--create", "--json", "-"
    ).json
    assert (imported["units_assigned"], len(imported["localities"])) == (298, 14)
    practices = pd.read_csv(folder / "practices.csv").set_index("practice_code")
    core = practices[practices.pack_role == "core"].list_size.sum()
    assert core == 519_525
    for rule in ("site", "most-patients"):
        assert cli("practices", "assign", north_staffordshire, "--scenario", "PCN", "--by", rule).status == 0
        totals = cli("figures", north_staffordshire, "--scenario", "PCN", "--json", "-").json["totals"]
        if rule == "most-patients":
            assert totals["registered"] == core
        assert totals["registered"] <= core


def test_the_plan_comes_back_as_the_same_bytes(
    cli: Cli, north_staffordshire: Path, data_dir: Path, tmp_path: Path
) -> None:
    dominant = pd.read_csv(data_dir / "north_staffordshire" / "expected" / "ns_unit_dominant_pcn_DERIVED.csv")
    rows = zip(dominant.lsoa_code, dominant.pcn_name, strict=True)
    plan = write_csv(tmp_path / "pcn.csv", [{"unit_code": u, "locality": n} for u, n in rows])
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for source, scenario, out in ((plan, "A", first), (first, "B", second)):
        assert (
            cli("plan", "import", north_staffordshire, source, "--scenario", scenario, "--create").status == 0
        )
        assert cli("plan", "export", north_staffordshire, out, "--scenario", scenario).status == 0
    assert first.read_bytes() == plan.read_bytes()
    assert second.read_bytes() == first.read_bytes()


def test_one_local_authority(cli: Cli, data_dir: Path, tmp_path: Path) -> None:
    units = data_dir / "north_staffordshire" / "lsoa.gpkg"
    assert cli("new", tmp_path / "stoke.gpkg", "--units", units, "--area", "E06000021").status == 0
    told = cli("info", tmp_path / "stoke.gpkg", "--json", "-").json["units"]
    assert (told["count"], told["resident"]) == (159, 256_622)


@pytest.mark.slow
def test_england(cli: Cli, data_dir: Path, tmp_path: Path) -> None:
    project = tmp_path / "england.gpkg"
    made = cli("new", project, "--units", data_dir / "england" / "lsoa_bgc_full.gpkg", "--name", "England")
    assert made.status == 0, made.err
    units = cli("info", project, "--json", "-").json["units"]
    assert units["count"] == 32_844
    assert units["neighbour_pairs"] == 94_620
    assert len(units["components"]) == 8
