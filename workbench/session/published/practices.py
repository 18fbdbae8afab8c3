"""The practices of a study area: who has patients there, with name, list, PCN and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.io.published.account import RowAccount
from workbench.io.published.ods import GP_SETTINGS, SETTINGS, Organisations
from workbench.io.published.postcodes import Postcodes
from workbench.io.published.practice_files import PatientTotals, PracticePlace, PracticePlaces
from workbench.io.published.prevalence import Prevalence
from workbench.io.readers.points import units_around
from workbench.models.practices import PracticeTable
from workbench.models.units import UnitTable
from workbench.session.published.choice import OF_PRACTICES, AreaChoice, Declined
from workbench.session.published.patients import Patients
from workbench.session.published.report import ImportReport

_EXAMPLES = 5
_MOVED_M = 1.0


@dataclass
class PracticeFiles:
    """What was read about practices; later files of a kind stand behind earlier ones."""

    organisations: list[Organisations] = field(default_factory=list)
    mappings: list[PracticePlaces] = field(default_factory=list)
    members: list[PracticePlaces] = field(default_factory=list)
    totals: list[PatientTotals] = field(default_factory=list)
    prevalence: list[Prevalence] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.organisations, self.mappings, self.members, self.totals, self.prevalence))

    def account_for(self, listed: frozenset[str]) -> None:
        """Let the accounts of totals, mapping and PCN members reject the practices that are not listed."""
        for places in (*self.mappings, *self.members):
            codes = np.array(list(places.places), dtype=object)
            _reject_others(places.account, codes, listed, rows_of=places.rows)
        for totals in self.totals:
            codes = np.array(list(totals.lists), dtype=object)
            _reject_others(
                totals.account, codes, listed, np.array(list(totals.lists.values()), dtype=np.float64),
                rows_of=totals.rows,
            )  # fmt: skip

    def postcodes(self, codes: Sequence[str] | None = None) -> set[str]:
        """Every postcode of some practices (None: of active GP practices) in any of the files."""
        found: set[str] = set()
        for one in self.organisations:
            rows = one.rows_of
            texts = one.column("postcode")
            if codes is None:
                found |= set(texts[one.is_gp & (one.status == "active")])
            else:
                found |= {str(texts[rows[code]]) for code in codes if code in rows}
        for mapping in self.mappings:
            wanted = mapping.places if codes is None else codes
            found |= {mapping.places[code].postcode for code in wanted if code in mapping.places}
        return found


def _reject_others(
    account: RowAccount,
    codes: NDArray[np.object_],
    listed: frozenset[str],
    people: NDArray[np.float64] | None = None,
    *,
    rows_of: NDArray[np.int64] | None = None,
) -> None:
    others = np.array([str(code) not in listed for code in codes], dtype=bool)
    account.reject_where("Practice that the project does not list", others, codes, people, rows_of=rows_of)
    account.used -= int(others.sum())
    if people is not None and account.people_used is not None:
        account.people_used -= float(np.nansum(people[others]))


def listed_practices(
    files: PracticeFiles,
    rows: Patients | None,
    units: UnitTable,
    points: Postcodes | None,
    choice: AreaChoice,
) -> list[str]:
    """Codes of the practices to list, sorted: those with enough patients in the area, none declined.

    Without registrations, the active GP practices whose postcode lies in an area.
    """
    if rows is not None:
        people = rows.in_area(units.index_of)
        enough = sorted(code for code in people if people[code] >= choice.least_patients)
        return [code for code in enough if not choice.declined & _ods_kinds(_ods(code, files))]
    found: set[str] = set()
    for one in files.organisations if points is not None else ():
        wanted = np.flatnonzero(one.is_gp & (one.status == "active"))
        codes, postcodes = one.column("code")[wanted], one.column("postcode")[wanted]
        x, y = _points(postcodes.tolist(), points)
        around = units_around(units, x, y, np.full(len(wanted), "", dtype=object))
        found |= {str(code) for code in codes[around >= 0]}
    return sorted(found)


def _ods_kinds(told: Mapping[str, str]) -> frozenset[Declined]:
    """Why a practice of epraccur may be left out: its status, or its setting."""
    if not told:
        return frozenset()
    kinds = {kind for kind in OF_PRACTICES if kind == told["status"]}
    return frozenset(kinds | (set() if told["setting"] in GP_SETTINGS else {Declined.NOT_GP}))


def practice_table(
    codes: Sequence[str],
    files: PracticeFiles,
    rows: Patients | None,
    units: UnitTable,
    points: Postcodes | None,
    report: ImportReport,
    earlier: PracticeTable,
) -> PracticeTable:
    """The practices with what the newest file tells of each; ``earlier`` serves where no file tells."""
    places = [_or_earlier(_told(code, files), earlier, code) for code in codes]
    ods = [_ods(code, files) for code in codes]
    names = [
        own.get("name")
        or place.name
        or (rows.names.get(code, "") if rows else "")
        or _of(earlier, earlier.names, code)
        or code
        for code, own, place in zip(codes, ods, places, strict=True)
    ]
    postcodes = [
        own.get("postcode") or place.postcode or _of(earlier, earlier.postcodes, code)
        for code, own, place in zip(codes, ods, places, strict=True)
    ]
    x, y = _points(postcodes, points)
    for row, code in enumerate(codes):
        if not np.isfinite(x[row]) and postcodes[row] == _of(earlier, earlier.postcodes, code):
            x[row], y[row] = _number(earlier, earlier.easting, code), _number(earlier, earlier.northing, code)
    lists = _lists(codes, files, rows, earlier, report)
    in_area = _in_area(codes, rows, units)
    attributes = _attributes(codes, ods, places, earlier)
    if rows is not None:
        attributes["patients_in_area"] = in_area
        attributes["share_in_area"] = np.where(
            lists > 0, np.round(in_area / np.where(lists > 0, lists, 1.0), 4), np.nan
        )
    array = np.array(list(codes), dtype=object)
    for prevalence in files.prevalence:
        report.accounts.append(prevalence.of_practices(frozenset(codes)))
        fresh = prevalence.columns(array)
        attributes = pd.concat([attributes.drop(columns=list(fresh.columns), errors="ignore"), fresh], axis=1)
    table = PracticeTable(
        codes=array,
        names=np.array(names, dtype=object),
        postcodes=np.array(postcodes, dtype=object),
        easting=x,
        northing=y,
        list_size=lists,
        weighted_list=None,
        pcn_codes=np.array([place.pcn_code for place in places], dtype=object),
        pcn_names=np.array([place.pcn_name for place in places], dtype=object),
        site_unit=units_around(units, x, y, np.full(len(codes), "", dtype=object)),
        attributes=attributes,
    )
    _tell(table, files, ods, points, report)
    return table


def _told(code: str, files: PracticeFiles) -> PracticePlace:
    """What mapping and ePCN tell; the PCN of ePCN wins, which knows ended memberships."""
    found = PracticePlace()
    for one in (*files.mappings, *files.members):
        other = one.places.get(code)
        if other is not None:
            found = PracticePlace(*(
                getattr(other, name) or getattr(found, name) for name in PracticePlace.__dataclass_fields__
            ))  # fmt: skip
    return found


def _or_earlier(place: PracticePlace, earlier: PracticeTable, code: str) -> PracticePlace:
    """A practice with the PCN that it had, where no file tells of one."""
    if place.pcn_code or place.pcn_name:
        return place
    return replace(
        place, pcn_code=_of(earlier, earlier.pcn_codes, code), pcn_name=_of(earlier, earlier.pcn_names, code)
    )


def _attributes(
    codes: Sequence[str],
    ods: Sequence[Mapping[str, str]],
    places: Sequence[PracticePlace],
    earlier: PracticeTable,
) -> pd.DataFrame:
    """What else is known of each practice: as it was, with what the files tell put over it."""
    kept = earlier.attributes.set_axis(pd.Index(earlier.codes), axis=0) if len(earlier) else pd.DataFrame()
    table = kept.reindex(list(codes)).reset_index(drop=True)
    told = {
        "status": [own.get("status", "").capitalize() for own in ods],
        "prescribing_setting": [SETTINGS.get(own.get("setting", ""), own.get("setting", "")) for own in ods],
        "sub_icb_code": [
            place.sub_icb or own.get("parent", "") for own, place in zip(ods, places, strict=True)
        ],
        "icb_code": [place.icb for place in places],
    }
    for name, values in told.items():
        if not any(values):
            continue
        before = table[name].fillna("").tolist() if name in table else [""] * len(codes)
        table[name] = [now or old for now, old in zip(values, before, strict=True)]
    return table


def _ods(code: str, files: PracticeFiles) -> Mapping[str, str]:
    for one in reversed(files.organisations):
        row = one.rows_of.get(code)
        if row is not None:
            told = {name: str(one.column(name)[row]) for name in ("name", "postcode", "setting", "parent")}
            return told | {"status": str(one.status[row])}
    return {}


def _of(table: PracticeTable, values: NDArray[np.object_], code: str) -> str:
    row = table.index_of.get(code)
    return "" if row is None else str(values[row])


def _number(table: PracticeTable, values: NDArray[np.float64], code: str) -> float:
    row = table.index_of.get(code)
    return float("nan") if row is None else float(values[row])


def _points(
    postcodes: Sequence[str], points: Postcodes | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    found = [None if points is None else points.point(postcode) for postcode in postcodes]
    x = np.array([np.nan if one is None else one.easting for one in found], dtype=np.float64)
    y = np.array([np.nan if one is None else one.northing for one in found], dtype=np.float64)
    return x, y


def _in_area(codes: Sequence[str], rows: Patients | None, units: UnitTable) -> NDArray[np.float64]:
    if rows is None:
        return np.full(len(codes), np.nan)
    people = rows.in_area(units.index_of)
    return np.array([people.get(code, 0.0) for code in codes])


def _lists(
    codes: Sequence[str],
    files: PracticeFiles,
    rows: Patients | None,
    earlier: PracticeTable,
    report: ImportReport,
) -> NDArray[np.float64]:
    """List sizes: totals of the same date, else the sum of the registrations, else totals of any date."""
    totals = max(files.totals, key=lambda one: one.date, default=None)
    sums = rows.list_sizes if rows is not None else {}
    same_date = totals is not None and (rows is None or totals.date == rows.date)
    if totals is not None and rows is not None:
        differ = [code for code in codes if code in totals.lists and totals.lists[code] != sums.get(code)]
        if differ:
            words = (
                "the totals are taken"
                if same_date
                else "the dates differ: the sums of the registrations are taken"
            )
            report.notice(
                "lists_differ", "note" if not same_date else "warning",
                f"List sizes of {len(differ):,} practices differ between totals and registrations; {words}",
                len(differ), differ[:_EXAMPLES],
            )  # fmt: skip
    first, second = (
        (totals.lists if totals else {}, sums) if same_date else (sums, totals.lists if totals else {})
    )
    return np.array(
        [first.get(code, second.get(code, _number(earlier, earlier.list_size, code))) for code in codes],
        dtype=np.float64,
    )


def _tell(
    table: PracticeTable,
    files: PracticeFiles,
    ods: Sequence[Mapping[str, str]],
    points: Postcodes | None,
    report: ImportReport,
) -> None:
    codes = [str(code) for code in table.codes]
    if files.organisations:
        _tell_codes(
            report,
            "practices_not_in_epraccur",
            "Practices with patients that are not in epraccur",
            [c for c, own in zip(codes, ods, strict=True) if not own],
        )
        for status in ("closed", "dormant", "proposed"):
            _tell_codes(
                report,
                f"practices_{status}",
                f"Practices with patients whose status is {status}",
                [c for c, own in zip(codes, ods, strict=True) if own.get("status") == status],
            )
        _tell_codes(
            report,
            "practices_not_gp",
            "Practices with patients whose prescribing setting is not GP practice",
            [c for c, own in zip(codes, ods, strict=True) if own and own["setting"] not in GP_SETTINGS],
        )
    if points is not None:
        lost = [
            f"{code} ({postcode or 'no postcode'})"
            for code, postcode, there in zip(codes, table.postcodes, table.placed, strict=True)
            if not there
        ]
        _tell_codes(
            report,
            "practices_not_placed",
            "Practices whose postcode is not in the postcode directory; they have no place",
            lost,
        )
    _tell_moves(table, files, points, report)
    for one in files.mappings:
        members = [m.places for m in files.members]
        changed = [
            f"{code}: {one.places[code].pcn_code} then {places[code].pcn_code}"
            for places in members
            for code in codes
            if code in places and code in one.places and one.places[code].pcn_code != places[code].pcn_code
        ]
        _tell_codes(
            report,
            "pcn_differs",
            f"Practices whose PCN differs between {one.account.file} and ePCN; ePCN is taken",
            changed,
            severity="note",
        )


def _tell_moves(
    table: PracticeTable, files: PracticeFiles, points: Postcodes | None, report: ImportReport
) -> None:
    """Practices whose postcode differs between mapping and epraccur, with how far apart the two lie."""
    for one in files.mappings:
        moved: list[str] = []
        for row, code in enumerate(str(code) for code in table.codes):
            place, now = one.places.get(code), str(table.postcodes[row])
            if place is None or not place.postcode or place.postcode == now:
                continue
            before = points.point(place.postcode) if points is not None else None
            if before is None or not table.placed[row]:
                moved.append(f"{code}: {place.postcode} then {now}, distance not known")
                continue
            metres = float(
                np.hypot(before.easting - table.easting[row], before.northing - table.northing[row])
            )
            if metres >= _MOVED_M:
                moved.append(f"{code}: {place.postcode} then {now}, moved {metres:,.0f} m")
        _tell_codes(
            report, "practices_moved",
            f"Practices whose postcode differs between {one.account.file} ({one.account.edition}) and "
            "epraccur; epraccur is taken", moved,
        )  # fmt: skip


def _tell_codes(
    report: ImportReport, code: str, text: str, found: Sequence[str], severity: str = "warning"
) -> None:
    if found:
        report.notice(code, severity, f"{text}: {len(found):,}", len(found), found[:_EXAMPLES])
