"""Practices with their patients, networks and provider sites of the county, all invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from scripts.sample_county.landscape import ORIGIN_M, TOWNS, nearest_town, to_km

_FIRST = (
    "Alder", "Beacon", "Cloister", "Dovecote", "Elm Tree", "Fountain", "Garland", "Harbour", "Ivy House",
    "Juniper", "Kiln Lane", "Lantern", "Meadow", "Nightingale", "Old Mill", "Park View", "Quay", "Rowan",
    "Station Road",
    "Tannery", "Upper Green", "Victoria", "Willow", "Yew Tree", "Ash Grove", "Bridge", "Castle", "Dell",
)  # fmt: skip
_SECOND = ("Surgery", "Medical Centre", "Practice", "Health Centre", "Medical Practice")
_NETWORKS = (
    "Castle Ward", "Northgate", "Southgate", "Riverside", "Fern Valley", "Saltmouth Harbour", "South Shore",
    "Brackenford", "Marlwick and Vale", "Wrenstow and North Coast", "Tarnbridge", "Oxmere and Heronsea",
)  # fmt: skip
_NETWORK_MIDDLES = (
    ("Ferncastle", 0, 0), ("Ferncastle", 0, 2500), ("Ferncastle", 300, -2600), ("Ferncastle", 2600, 200),
    ("Ferncastle", -2600, 0), ("Saltmouth", 600, 900), ("Saltmouth", -900, -900), ("Brackenford", 0, 0),
    ("Marlwick", 0, 0), ("Wrenstow", 0, 0), ("Tarnbridge", 0, 0), ("Oxmere", 0, 0),
)  # fmt: skip
"""Town, metres east and north of its centre: where each network begins."""
_SITES = (
    ("pharmacy", "Pharmacy", "Pharmacy", 16), ("dental practice", "Dental", "Dental Care", 6),
    ("optician", "Optical", "Eye Care", 4), ("hospital", "Acute", "General Hospital", 2),
    ("clinic", "Community", "Community Clinic", 5), ("clinic", "Mental health", "Wellbeing Centre", 4),
    ("care home", "Adult social care", "Care Home", 7),
    ("centre", "Children's social care", "Family Centre", 3),
    ("clinic", "Public health", "Stop Smoking Service", 2),
    ("ambulance station", "Ambulance", "Ambulance Station", 3),
    ("centre", "Voluntary", "Community Hub", 4), ("hospital", "Independent", "Private Hospital", 1),
    ("clinic", "Primary care", "Urgent Treatment Centre", 2), ("clinic", "", "Health Annexe", 2),
)  # fmt: skip
_PARENTS = {
    "Acute": ("ZR1", "Fernshire Hospitals"), "Community": ("ZR2", "Fernshire Community Care"),
    "Mental health": ("ZR3", "Fern Coast Mental Health"), "Ambulance": ("ZR4", "Northern Isles Ambulance"),
    "Adult social care": ("ZC1", "Fernshire County Care"),
    "Children's social care": ("ZC1", "Fernshire County Care"),
    "Public health": ("ZC2", "Fernshire Public Health"), "Voluntary": ("ZV1", "Fernshire Voices"),
    "Primary care": ("ZR2", "Fernshire Community Care"), "Independent": ("ZP1", "Oakleaf Healthcare"),
}  # fmt: skip
IN_AREA, BORDER = 64, 6
_UNPLACED_PRACTICE = 41
"""Row of the one practice that has no coordinates in the file."""


@dataclass(frozen=True, eq=False)
class Care:
    """The three tables as they are written."""

    practices: pd.DataFrame
    registrations: pd.DataFrame
    providers: pd.DataFrame


def describe_care(units: pd.DataFrame, cells: NDArray[np.object_], rng: np.random.Generator) -> Care:
    """Practices where people live, patients by distance and choice, sites of every sector."""
    shapes = cells[units["cell"].to_numpy()]
    home = shapely.get_coordinates(shapely.point_on_surface(shapes))
    people = units["population"].to_numpy(dtype=np.float64)
    place, pull = _practice_places(home, people, rng)
    names = _practice_names(to_km(place), rng)
    codes = np.array([f"Z91{number:03d}" for number in range(1, len(place) + 1)], dtype=object)
    patients = _choose_practices(home, people, place, pull, rng)
    registrations, list_size = _registrations(units, codes, patients, place, rng)
    network = _networks(place[:IN_AREA], list_size[:IN_AREA])
    need = _need(units, patients) * rng.normal(1, 0.03, len(codes))
    easting = np.char.mod("%d", np.round(place[:, 0]).astype(int)).astype(object)
    northing = np.char.mod("%d", np.round(place[:, 1]).astype(int)).astype(object)
    easting[_UNPLACED_PRACTICE] = northing[_UNPLACED_PRACTICE] = ""
    practices = pd.DataFrame(
        {
            "practice_code": codes,
            "practice_name": names,
            "postcode": [_postcode(row) for row in range(len(codes))],
            "easting": easting,
            "northing": northing,
            "list_size": list_size,
            "weighted_list": np.round(list_size * need).astype(int),
            "pcn_code": [f"ZU{n + 1:03d}" for n in network] + ["ZU090"] * BORDER,
            "pcn_name": [f"{_NETWORKS[n]} PCN" for n in network] + ["Neighbouring County PCN"] * BORDER,
            "status": "Active",
        }
    )  # fmt: skip
    return Care(practices, registrations, _providers(home, people, rng))


def _postcode(row: int) -> str:
    """An invented postcode: ZF is no postcode area."""
    return f"ZF{1 + row % 24} {1 + row % 9}{'ABDEFGHJ'[row % 8]}{'LNPQRSTU'[row // 8 % 8]}"


def _practice_places(
    home: NDArray[np.float64], people: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sites: spread over the people, a few in each town; border practices lie inland beyond the county."""
    towns = np.array([(town.x, town.y) for town in TOWNS]) * 1000 + np.array(ORIGIN_M)
    size = np.array([town.people for town in TOWNS], dtype=np.float64)
    share = np.maximum(1, np.floor(size / size.sum() * (IN_AREA - 6))).astype(int)
    rows: list[int] = []
    for town, count in zip(towns, share, strict=True):
        near = np.argsort(np.hypot(*(home - town).T))[: count * 4 + 2]
        rows += rng.choice(near, count, replace=False).tolist()
    others = np.setdiff1d(np.arange(len(home)), rows)
    far = np.asarray(cKDTree(home[rows]).query(home[others])[0])
    while len(rows) < IN_AREA:  # the places that are farthest from any practice
        rows.append(int(others[far.argmax()]))
        far = np.minimum(far, np.hypot(*(home[others] - home[rows[-1]]).T))
    inside = home[rows[:IN_AREA]] + rng.normal(0, 90, (IN_AREA, 2))
    beyond = np.array([(-3.5, 31.0), (-2.4, 8.0), (2.0, 36.5), (9.0, -1.6), (17.5, 45.5), (-4.0, 19.0)])
    outside = beyond * 1000 + np.array(ORIGIN_M)
    pull = np.concatenate([rng.lognormal(0, 0.3, IN_AREA), rng.lognormal(-0.4, 0.2, BORDER)])
    return np.concatenate([inside, outside]), pull


def _practice_names(km: NDArray[np.float64], rng: np.random.Generator) -> list[str]:
    towns = nearest_town(km)
    used: set[str] = set()
    names = []
    for row, town in enumerate(towns):
        while True:
            name = f"{_FIRST[int(rng.integers(len(_FIRST)))]} {_SECOND[int(rng.integers(len(_SECOND)))]}"
            name = f"{name}, {TOWNS[int(town)].name}" if row < IN_AREA else f"{name}, Over the Border"
            if name not in used:
                break
        used.add(name)
        names.append(name)
    return names


def _choose_practices(
    home: NDArray[np.float64], people: NDArray[np.float64], place: NDArray[np.float64],
    pull: NDArray[np.float64], rng: np.random.Generator,
) -> NDArray[np.int64]:  # fmt: skip
    """Patients by unit and practice: pull falls with distance, people choose with a good deal of chance."""
    km = np.hypot(home[:, None, 0] - place[None, :, 0], home[:, None, 1] - place[None, :, 1]) / 1000
    reach = np.sort(km, axis=1)[:, 2:3].clip(0.7, 6.0)
    share = pull * np.exp(-1.35 * km / reach) * rng.gamma(1.6, 1 / 1.6, km.shape)
    share /= share.sum(axis=1, keepdims=True)
    share[share < 0.004] = 0
    share /= share.sum(axis=1, keepdims=True)
    registered = np.round(people * rng.normal(1.045, 0.02, len(people))).astype(int)
    return np.array([rng.multinomial(count, row) for count, row in zip(registered, share, strict=True)])


def _registrations(
    units: pd.DataFrame, codes: NDArray[np.object_], patients: NDArray[np.int64], place: NDArray[np.float64],
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, NDArray[np.int64]]:  # fmt: skip
    """Rows of the file and the list sizes: some patients live outside, some have no address in any area."""
    unit_codes = units["unit_code"].to_numpy(dtype=object)
    rows: list[tuple[str, str, int]] = []
    list_size = patients.sum(axis=0)
    for practice, code in enumerate(codes):
        here = np.flatnonzero(patients[:, practice])
        rows += [(str(code), str(unit_codes[u]), int(patients[u, practice])) for u in here]
        if practice >= IN_AREA:  # of border practices the file holds only patients who live in the county
            list_size[practice] = int(rng.integers(6_500, 12_000))
            continue
        km = to_km(place[practice : practice + 1])[0]
        inland = max(0.0, 9.0 - km[0]) + max(0.0, km[1] - 36.0) * 0.4
        for outside in range(int(min(6, 1 + inland))):
            count = int(rng.poisson(3 + 22 * inland))
            if count:
                rows.append((str(code), f"F02{100 + (practice * 7 + outside) % 60:06d}", count))
                list_size[practice] += count
        for pseudo, rate in (("NO2021", 3.0), ("CLOSED", 0.5), ("EMPTY", 0.3)):
            count = int(rng.poisson(rate))
            if count:
                rows.append((str(code), pseudo, count))
                list_size[practice] += count
    for other in range(1, 9):  # a handful of residents are registered far away
        for unit in rng.choice(len(unit_codes), 3, replace=False):
            rows.append((f"Z99{other:03d}", str(unit_codes[unit]), int(rng.integers(1, 5))))
    frame = pd.DataFrame(rows, columns=["practice_code", "unit_code", "patients"])
    return frame.sort_values(["practice_code", "unit_code"], ignore_index=True), list_size


def _networks(place: NDArray[np.float64], list_size: NDArray[np.int64]) -> NDArray[np.int64]:
    """Network of each practice: twelve groups of neighbours by weighted means."""
    towns = {town.name: np.array([town.x, town.y]) * 1000 + np.array(ORIGIN_M) for town in TOWNS}
    middle = np.array([towns[name] + np.array(shift) for name, *shift in _NETWORK_MIDDLES])
    handicap = np.zeros(len(middle))
    for _ in range(60):
        far = np.hypot(place[:, None, 0] - middle[None, :, 0], place[:, None, 1] - middle[None, :, 1])
        group = (far + handicap).argmin(axis=1)
        people = np.bincount(group, list_size, minlength=len(middle))
        handicap += np.clip((people - 43_000) / 43_000, -0.5, 0.5) * 250
    return group


def _need(units: pd.DataFrame, patients: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weight of a list, 1 on average: more for older and more deprived homes."""
    old = (units["pop_65_plus"] / units["population"]).to_numpy()
    poor = units["imd_score"].to_numpy()
    unit = 0.72 + 0.9 * old + 0.0055 * poor
    weight = (patients * unit[:, None]).sum(axis=0) / np.maximum(patients.sum(axis=0), 1)
    return np.asarray(weight / np.average(weight, weights=patients.sum(axis=0)))


def _providers(
    home: NDArray[np.float64], people: NDArray[np.float64], rng: np.random.Generator
) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for kind, sector, words, count in _SITES:
        chosen = rng.choice(len(home), count, replace=False, p=people / people.sum())
        for number, unit in enumerate(chosen):
            xy = home[unit] + rng.normal(0, 60, 2)
            town = TOWNS[int(nearest_town(to_km(xy[None]))[0])].name
            parent = _PARENTS.get(sector, ("", ""))
            rows.append(
                {
                    "provider_code": f"ZS{len(rows) + 1:03d}",
                    "name": f"{_FIRST[(len(rows) * 5 + number) % len(_FIRST)]} {words}, {town}",
                    "type": kind,
                    "sector": sector,
                    "parent_code": parent[0],
                    "parent_name": parent[1],
                    "postcode": f"ZF{1 + len(rows) % 24} {1 + len(rows) % 9}ZZ",
                    "easting": round(float(xy[0])),
                    "northing": round(float(xy[1])),
                    "stale": int(len(rows) % 20 == 19),
                }
            )
    return pd.DataFrame(rows)
