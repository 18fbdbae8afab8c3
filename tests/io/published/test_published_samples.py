"""Every sample of a published file: recognised by content with kind and edition, read, and reconciled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.io.published.column_mapping import suggested
from workbench.io.published.kinds import Kind
from workbench.io.published.recognise import recognise
from workbench.io.published.recognised import Recognised
from workbench.progress import NoProgress
from workbench.session.published.reading import read_files

FOLDER = "published_formats"
SAMPLES = {
    "boundaries/lsoa11_E06000021.geojson": (Kind.BOUNDARIES, "LSOA December 2011"),
    "boundaries/lsoa11_E07000061.geojson": (Kind.BOUNDARIES, "LSOA December 2011"),
    "boundaries/lsoa11_E07000195.geojson": (Kind.BOUNDARIES, "LSOA December 2011"),
    "boundaries/lsoa11_E07000198.geojson": (Kind.BOUNDARIES, "LSOA December 2011"),
    "boundaries/lsoa11_topo_E06000021.json": (Kind.BOUNDARIES, "LSOA December 2011"),
    "boundaries/lsoa11_topo_E07000061.json": (Kind.BOUNDARIES, "LSOA December 2011"),
    "epraccur/epraccur_2023-02.csv": (
        Kind.PRACTICES,
        "status A, setting 4, ICB era, newest date 31 July 2022",
    ),
    "epraccur/epraccur_2023-02_EXTENDED.csv": (
        Kind.PRACTICES,
        "status A, setting 4, ICB era, newest date 31 July 2022",
    ),
    "epraccur/epraccur_2025-11.csv": (
        Kind.PRACTICES,
        "status A, setting 4, ICB era, newest date 30 June 2025",
    ),
    "epraccur/epraccur_2026-02_DSE.csv": (
        Kind.PRACTICES,
        "status ACTIVE, setting RO76, ICB era, newest date 31 January 2026",
    ),
    "epraccur/epraccur_ccg_era.csv": (
        Kind.PRACTICES,
        "status A, setting 4, CCG era, newest date 31 July 2019",
    ),
    "gp_registrations/SSOT_GP_Patients_Oct25_DERIVED_SUBSET.csv": (Kind.OTHER, ""),
    "gp_registrations/gp-reg-pat-prac-all_2021-01.csv": (Kind.TOTALS, "1 January 2021 (CCG)"),
    "gp_registrations/gp-reg-pat-prac-all_2026-04_EXCERPT.csv": (Kind.TOTALS, "1 April 2026 (sub-ICB)"),
    "gp_registrations/gp-reg-pat-prac-lsoa-all_2022-07_NS_FULL_RECONSTRUCTED_LAYOUT.csv": (
        Kind.REGISTRATIONS,
        "1 July 2022",
    ),
    "gp_registrations/gp-reg-pat-prac-lsoa-all_2022-07_NS_RECONSTRUCTED_LAYOUT.csv": (
        Kind.REGISTRATIONS,
        "1 July 2022",
    ),
    "gp_registrations/gp-reg-pat-prac-map_2020-09.csv": (
        Kind.PRACTICE_MAPPING,
        "1 September 2020 (CCG and STP)",
    ),
    "gp_registrations/gp-reg-pat-prac-map_2022-01.csv": (
        Kind.PRACTICE_MAPPING,
        "1 January 2022 (CCG and STP)",
    ),
    "gp_registrations/gp-reg-pat-prac-map_2022-01_EXTENDED.csv": (
        Kind.PRACTICE_MAPPING,
        "1 January 2022 (CCG and STP)",
    ),
    "gp_registrations/gp-reg-pat-prac-map_2025-10.csv": (
        Kind.PRACTICE_MAPPING,
        "1 October 2025 (sub-ICB and ICB)",
    ),
    "iod/File_7_IoD2019_NS_RECONSTRUCTED_LAYOUT.csv": (Kind.DEPRIVATION, "IoD 2019 on LSOA 2011"),
    "lookups/lsoa11_lsoa21_lad22_england.csv.gz": (Kind.CONVERSION, "LSOA 2011 to LSOA 2021, exact fit"),
    "lookups/lsoa11_lsoa21_lad22_north_staffordshire.csv": (
        Kind.CONVERSION,
        "LSOA 2011 to LSOA 2021, exact fit",
    ),
    "lookups/lsoa11_msoa11_ward17_sicbl22_icb22_lad22_england.csv.gz": (
        Kind.LOOKUP,
        "LSOA 2011 to MSOA 2011, ward 2017, sub-ICB 2022, ICB 2022, local authority 2022",
    ),
    "lookups/lsoa11_msoa11_ward17_sicbl22_icb22_lad22_north_staffordshire.csv": (
        Kind.LOOKUP,
        "LSOA 2011 to MSOA 2011, ward 2017, sub-ICB 2022, ICB 2022, local authority 2022",
    ),
    "lookups/lsoa21_msoa21_ward24_sicbl24_icb24_lad24_england.csv.gz": (
        Kind.LOOKUP,
        "LSOA 2021 to MSOA 2021, ward 2024, sub-ICB 2024, ICB 2024, local authority 2024",
    ),
    "lookups/lsoa21_msoa21_ward24_sicbl24_icb24_lad24_north_staffordshire.csv": (
        Kind.LOOKUP,
        "LSOA 2021 to MSOA 2021, ward 2024, sub-ICB 2024, ICB 2024, local authority 2024",
    ),
    "nhs_choices/Hospital_2014-02.csv": (Kind.CHOICES, "hospitals and clinics, parted by ¬"),
    "nhs_choices/Hospital_2018-02.csv": (Kind.CHOICES, "hospitals and clinics, parted by ¬"),
    "nhs_choices/Pharmacy_2014-02.csv": (Kind.CHOICES, "pharmacies, parted by ¬"),
    "ods_other/ebranchs_2017-08.csv": (Kind.BRANCHES, "newest date 1 April 2017"),
    "ods_other/epcmem.csv": (Kind.COMMISSIONERS, "newest date 31 July 2019"),
    "ods_other/etr_2022-03.csv": (Kind.TRUSTS, "newest date 30 September 2021"),
    "ons_population/SAPE21DT11-mid-2018-lsoa-population-density.xlsx": (
        Kind.POPULATION,
        "mid-2018, LSOA 2011, population density",
    ),
    "ons_population/SAPE23DT2_mid2020_Persons_NS_RECONSTRUCTED_LAYOUT.xlsx": (
        Kind.POPULATION,
        "mid-2020, LSOA 2011, single years",
    ),
    "pcn/ePCN_2022_ccg.xlsx": (Kind.PCN_MEMBERS, "by CCG, newest date 29 June 2022"),
    "pcn/ePCN_2023-02.xlsx": (Kind.PCN_MEMBERS, "by sub-ICB, newest date 9 January 2023"),
    "postcodes/NSPL_NS_RECONSTRUCTED_SUBSET.csv": (Kind.POSTCODES, "NSPL, old names, LSOA11"),
    "qof/MAPPING_INDICATORS_2021_v2.csv": (Kind.OTHER, ""),
    "qof/MAPPING_NHS_GEOGRAPHIES_2021.csv": (Kind.QOF_MAPPING, "CCG and STP"),
    "qof/PREVALENCE_2021_v2.csv": (Kind.QOF_PREVALENCE, "year not told in the file"),
}
BIG = {"ons_population/SAPE21DT11-mid-2018-lsoa-population-density.xlsx", "pcn/ePCN_2022_ccg.xlsx"}

WANT_AN_AREA = {Kind.BOUNDARIES, Kind.POSTCODES}
"""Read when the study area is known: test_published_north_staffordshire.py."""


def test_every_sample_is_listed(data_dir: Path) -> None:
    folder = data_dir / FOLDER
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in found if not name.endswith(".md")} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_kind_and_edition_are_told_by_content_and_rows_read_are_used_or_rejected(
    data_dir: Path, name: str, tmp_path: Path
) -> None:
    nameless = tmp_path / "x.dat"  # told by what is in it, never by its name
    shutil.copy(data_dir / FOLDER / name, nameless)
    (found,) = recognise(nameless)
    assert (found.kind, found.edition) == SAMPLES[name]
    if name not in BIG and found.published and found.kind not in WANT_AN_AREA:
        see_rows_reconciled(found)


def see_rows_reconciled(file: Recognised) -> None:
    """Every row that was read is used or rejected."""
    read = read_files([file], NoProgress())
    units = {"E01014210": 0, "E01014211": 1}
    read.accounts += [one.of_area(units) for one in read.values]
    read.accounts += [rows.of_area(units, frozenset({"M83024"}))[1] for rows in read.rows]
    read.accounts += [one.of_practices(frozenset({"A81001"})) for one in read.practices.prevalence]
    (account,) = read.accounts
    assert account.read > 0
    assert account.reconciled


def test_files_of_no_published_layout_are_offered_column_mapping(data_dir: Path) -> None:
    (derived,) = recognise(data_dir / FOLDER / "gp_registrations/SSOT_GP_Patients_Oct25_DERIVED_SUBSET.csv")
    assert not derived.published
    assert suggested(derived) == (
        Kind.REGISTRATIONS,
        {"practice_code": "PRACTICE_CODE", "unit_code": "LSOA_CODE", "patients": "NUMBER_OF_PATIENTS"},
    )
    (indicators,) = recognise(data_dir / FOLDER / "qof/MAPPING_INDICATORS_2021_v2.csv")
    assert not indicators.published
    assert suggested(indicators) == (Kind.OTHER, {})


def test_missing_empty_and_binary_files_are_refused(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.csv", tmp_path / "binary.csv"
    empty.write_bytes(b"")
    binary.write_bytes(b"a,b\n\x00\x01\x02,3\n")
    for path, words in (
        (tmp_path / "none.csv", "no file"),
        (empty, "empty"),
        (binary, "no file that can be read"),
    ):
        with pytest.raises(InputError, match=words):
            recognise(path)
