"""One small sound file of every kind that the program reads, and what reads it."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd

from tests.cli.conftest import write_grid
from tests.grids import grid_units
from tests.io.backgrounds.made_maps import write_mbtiles, write_world_picture
from tests.plan_books import export as export_plan
from tests.plan_books import plan_session
from tests.scope_books import export as export_scope
from tests.scope_books import scope_session
from workbench.io.backgrounds.mbtiles import MbTiles
from workbench.io.backgrounds.raster_file import RasterFile
from workbench.io.groups_csv import read_practice_groups
from workbench.io.published.postcodes import read_postcodes
from workbench.io.readers.columns import ColumnChoice
from workbench.io.readers.practices import read_practices
from workbench.io.readers.providers import read_providers
from workbench.io.readers.registrations import read_registrations
from workbench.io.readers.units import read_units
from workbench.io.reference_layers import read_reference
from workbench.progress import NoProgress
from workbench.session.hierarchies import read_hierarchies
from workbench.session.merge_copies import read_copy
from workbench.session.opening import open_project
from workbench.session.plan_import import read_plan
from workbench.session.plan_workbook import read_plan_workbook
from workbench.session.published.importing import recognise_files
from workbench.session.published.reading import read_files
from workbench.session.scope_import import read_scope_import

Use = Callable[[Path], object]
AREA = ("E01000001", "E01000002", "E01000003")
BOX = (390_000.0, 290_000.0, 410_000.0, 310_000.0)


@dataclass(frozen=True)
class Input:
    """A sound file, and how it is read; ``part`` is the file of a group that is to be damaged."""

    path: Path
    use: Use
    part: Path | None = None

    @property
    def damaged(self) -> Path:
        """The file that a test changes."""
        return self.part or self.path


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A text file of lines."""
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def book(path: Path, title: str, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    made.save(path)
    return path


def published(path: Path) -> object:
    """Everything that an import does with a published file, up to building the study area."""
    found = recognise_files([path])
    read = read_files([file for file in found if file.published], NoProgress())
    for file in read.boundaries:
        read_units([file.path])
    for file in read.postcodes:
        read_postcodes(file, ["ST1 1AA"])
    return read


def ods_line(code: str, setting: str = "4", status: str = "A") -> str:
    """A line of epraccur."""
    cells = [""] * 27
    cells[0], cells[1], cells[2], cells[3] = code, f"SURGERY {code}", "Y60", "QNC"
    cells[4], cells[9], cells[10], cells[12] = "1 HIGH ST", "ST1 1AA", "19740401", status
    cells[13], cells[14], cells[15], cells[17], cells[25] = "B", "05G", "20130401", "01782 000000", setting
    return ",".join(f'"{cell}"' for cell in cells)


TEXTS: dict[str, tuple[str, ...]] = {
    "epraccur": (ods_line("M83001"), ods_line("M83002"), ods_line("M83003")),
    "registrations": (
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS",
        *(f"GP_PRAC_PAT_LIST,01JUL2022,M8300{k},SURGERY {k},{AREA[k % 3]},ALL,{100 * k}" for k in (1, 2, 3)),
    ),
    "totals": (
        "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
        "GP_PRAC_PAT_LIST,01JAN2021,GP,05G,E38000126,M83001,ST1 1AA,ALL,ALL,4000",
    ),
    "deprivation": (
        "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),"
        "Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,"
        "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
        "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
        *(f"{code},X,E06000001,Town,2{k}.5,{k}00,{k + 1}" for k, code in enumerate(AREA)),
    ),
    "conversion": (
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM,LAD22NMW",
        *(f"{code},X,{code},X,U,E06000001,Town," for code in AREA),
    ),
    "lookup": (
        "LSOA11CD,LSOA11NM,MSOA11CD,MSOA11NM,LAD22CD,LAD22NM",
        *(f"{code},X,E02000001,Y,E06000001,Town" for code in AREA),
    ),
    "postcodes": (
        "pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind,lsoa11,lat,long",
        '"ST1 1AA","ST1  1AA","ST1 1AA","198001","","0400500","0300500","1","E01000001","52.6","-2.0"',
    ),
    "choices": (
        "OrganisationID¬OrganisationCode¬OrganisationType¬SubType¬Sector¬OrganisationStatus¬IsPimsManaged¬"
        "OrganisationName¬Postcode¬Latitude¬Longitude¬ParentODSCode¬ParentName",
        "1¬RJE01¬Hospital¬Hospital¬NHS Sector¬Visible¬True¬Royal¬ST4 6QG¬53.0¬-2.2¬RJE¬Trust",
    ),
    "prevalence": (
        "PRACTICE_CODE,GROUP_CODE,REGISTER,PRACTICE_LIST_SIZE,PATIENT_LIST_TYPE",
        "M83001,AST,300,4000,TOTAL",
        "M83002,AST,200,3000,TOTAL",
    ),
    "no published layout": ("area,people", "E01000001,5", "E01000002,7"),
}


def _texts(folder: Path) -> dict[str, Input]:
    found = {
        name: Input(
            write(folder / f"{name}.csv", *lines, encoding="cp1252" if name == "choices" else "utf-8"),
            published,
        )
        for name, lines in TEXTS.items()
    }
    text = found["registrations"].path
    packed = folder / "registrations.csv.gz"
    packed.write_bytes(gzip.compress(text.read_bytes(), mtime=0))
    found["registrations, gzipped"] = Input(packed, published)
    with zipfile.ZipFile(folder / "tables.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(text, "folder/registrations.csv")
        archive.write(found["epraccur"].path, "epraccur.csv")
    found["tables, zipped"] = Input(folder / "tables.zip", published)
    wide = write(folder / "wide.csv", *TEXTS["registrations"], encoding="utf-16")
    found["registrations, UTF-16"] = Input(wide, published)
    ages = ["LSOA Code", "LSOA Name", "LA Code (2021 boundaries)", "LA name (2021 boundaries)", "All Ages"]
    rows = [[], [], [], [], [*ages, *range(90), "90+"], [AREA[0], "X", "E06000001", "new", 91, *([1] * 91)]]
    people = book(folder / "population.xlsx", "Mid-2020 Persons", rows)
    found["population workbook"] = Input(people, published)
    return found


def _shapes(folder: Path) -> dict[str, Input]:
    units = grid_units()
    frame = gpd.GeoDataFrame(
        {"LSOA11CD": [f"E0100000{k}" for k in range(1, 5)], "LSOA11NM": ["Café", "b", "c", "d"]},
        geometry=list(units.geometry[:4]),
        crs="EPSG:27700",
    )
    frame.to_file(folder / "a.gpkg", layer="lsoa", driver="GPKG")
    frame.to_crs("EPSG:4326").to_file(folder / "a.geojson", driver="GeoJSON")
    shape = folder / "shape"
    shape.mkdir()
    frame.to_file(shape / "a.shp")
    found = {"geopackage": Input(folder / "a.gpkg", published)}
    found["geojson"] = Input(folder / "a.geojson", published)
    found |= {
        f"shapefile {suffix}": Input(shape / "a.shp", published, shape / f"a{suffix}")
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg")
    }
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(shape.iterdir()):
            archive.write(part, part.name)
    found["shapefile, zipped"] = Input(folder / "a.zip", published)
    with zipfile.ZipFile(folder / "g.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "a.gpkg", "a.gpkg")
    found["geopackage, zipped"] = Input(folder / "g.zip", published)
    arcs = [[[-2, 53], [-1.9, 53], [-1.9, 53.1], [-2, 53.1], [-2, 53]]]
    topology = (
        '{"type":"Topology","objects":{"lsoa":{"type":"GeometryCollection","geometries":[{"type":"Polygon",'
        f'"properties":{{"LSOA11CD":"E01000001"}},"arcs":[[0]]}}]}}}},"arcs":{arcs}}}'
    )
    found["topojson"] = Input(write(folder / "t.json", topology), published)
    for suffix, driver in ((".gpkg", "GPKG"), (".kml", "KML"), (".fgb", "FlatGeobuf"), (".gml", "GML")):
        path = folder / f"reference{suffix}"
        frame.to_crs("EPSG:4326").to_file(path, driver=driver)
        found[f"reference {suffix}"] = Input(path, lambda at: read_reference(at, BOX, NoProgress()))
    return found


def _tables(folder: Path) -> dict[str, Input]:
    files = write_grid(folder)
    units = grid_units()
    registrations = folder / "registrations.csv"
    pd.read_csv(registrations).to_parquet(folder / "registrations.parquet")

    def counted(path: Path) -> object:
        return read_registrations(path, choice=ColumnChoice(), progress=NoProgress())

    return {
        "units": Input(files.units, lambda path: read_units([path])),
        "practices": Input(
            folder / "practices.csv",
            lambda path: read_practices(path, units, choice=ColumnChoice(), progress=NoProgress()),
        ),
        "registrations table": Input(registrations, counted),
        "registrations parquet": Input(folder / "registrations.parquet", counted),
        "providers": Input(
            folder / "providers.csv",
            lambda path: read_providers(path, units, choice=ColumnChoice(), progress=NoProgress()),
        ),
        "practice groups": Input(
            write(folder / "groups.csv", "practice_code,group", "P1,A", "P2,B"), read_practice_groups
        ),
    }


def _sessions(folder: Path) -> dict[str, Input]:
    plan = plan_session()
    scope = scope_session()
    area = plan.project.area.units
    lines = [f"{code},{'West' if at < 6 else 'East'}" for at, code in enumerate(area.codes)]
    larger = [f"{code},W{at // 4}" for at, code in enumerate(area.codes)]
    rows = [["unit_code", "ward_code"], *(line.split(",") for line in larger)]

    def hierarchies(path: Path) -> object:
        return read_hierarchies(plan.project, path, kind="ward")

    return {
        "plan": Input(
            write(folder / "plan.csv", "unit_code,locality", *lines), lambda at: read_plan(plan.project, at)
        ),
        "plan workbook": Input(
            export_plan(plan, folder),
            lambda path: read_plan_workbook(plan.project, plan.project.scenarios[0], path),
        ),
        "scope workbook": Input(
            export_scope(scope, folder),
            lambda path: read_scope_import(scope.project, scope.project.scenarios[0], path),
        ),
        "larger areas": Input(write(folder / "wards.csv", "unit_code,ward_code", *larger), hierarchies),
        "larger areas workbook": Input(book(folder / "wards.xlsx", "Wards", rows), hierarchies),
    }


def _backgrounds(folder: Path) -> dict[str, Input]:
    box = (-223_000.0, 6_900_000.0, -222_000.0, 6_901_000.0)

    def tiles(path: Path) -> object:
        file = MbTiles(path, lambda _: None)
        try:
            return file.read(box, 20.0, NoProgress())
        finally:
            file.close()

    def picture(path: Path) -> object:
        file = RasterFile(path)
        try:
            return file.read(BOX, 50.0, NoProgress())
        finally:
            file.close()

    made = write_world_picture(folder / "w.png", west=400_000, north=301_000, pixel=10, side=64, world=".pgw")
    return {
        "map tiles": Input(write_mbtiles(folder / "m.mbtiles", box, range(12, 13)), tiles),
        "picture": Input(made, picture),
        "world file": Input(made, picture, folder / "w.pgw"),
    }


def project_inputs(project: Path) -> dict[str, Input]:
    """A project file, opened to look at, and as a copy to merge."""
    with open_project(project, read_only=True) as opened:
        own = opened.session.project

    def looked_at(path: Path) -> object:
        with open_project(path, read_only=True) as other:
            return other.session.project

    return {
        "project": Input(project, looked_at),
        "copy to merge": Input(project, lambda path: read_copy(own, path)),
    }


def small_inputs(folder: Path) -> dict[str, Input]:
    """A sound file of every kind but projects, by what it is called."""
    found: dict[str, Input] = {}
    for make in (_texts, _shapes, _tables, _sessions, _backgrounds):
        room = folder / make.__name__
        room.mkdir()
        found |= make(room)
    return found
