"""What the program is made of: name, version and licence of each part, with the licence's text."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from dataclasses import dataclass

from workbench import paths
from workbench.ui.help.needed import licence_of, needed_by

_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_MOST_LETTERS = 60_000
"""Of one licence text; some packages put those of all their own parts into one file."""


@dataclass(frozen=True)
class Component:
    """A part of the program; ``use`` says what for. ``distribution`` is its name among the installed ones."""

    name: str
    licence: str
    use: str
    distribution: str = ""
    files: tuple[str, ...] = ()
    """Licence texts among our own resources."""

    @property
    def version(self) -> str:
        """The version that runs; "" for what has none."""
        if self.name == "Python":
            return platform.python_version()
        return _version(self.distribution) if self.distribution else ""

    def text(self) -> str:
        """The licence in full, from our resources and from the installed package."""
        parts = [_resource_text(name) for name in self.files]
        if self.distribution:
            parts += _installed_texts(self.distribution)
        found = "\n\n".join(part for part in parts if part)[:_MOST_LETTERS]
        return found or f"{self.name} is under: {self.licence}.\nIts text comes with the package."


COMPONENTS: tuple[Component, ...] = (
    Component("Locality Workbench", "MIT", "This program", files=("LICENSE",)),
    Component("Qt for Python", "LGPL 3.0", "Windows, painting, printing", "PySide6-Essentials",
              files=("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt")),
    Component("Python", "PSF 2.0", "The language"),
    Component("Inter", "SIL OFL 1.1", "The font", files=("fonts/OFL.txt",)),
    Component("QtAwesome", "MIT", "Icons: Phosphor (MIT), Material Design Icons (Apache 2.0)", "QtAwesome",
              files=("licences/Apache-2.0.txt",)),
    Component("NumPy", "BSD", "Arithmetic of many figures", "numpy"),
    Component("PyArrow", "Apache 2.0", "Tables", "pyarrow"),
    Component("pandas", "BSD", "Tables", "pandas"),
    Component("SciPy", "BSD", "Optimisation, graphs", "scipy"),
    Component("GeoPandas", "BSD", "Layers of areas", "geopandas"),
    Component("Shapely", "BSD, with GEOS (LGPL 2.1)", "Geometry", "shapely"),
    Component("pyogrio", "MIT, with GDAL (MIT)", "Reading and writing geographic files", "pyogrio"),
    Component("pyproj", "MIT, with PROJ (MIT)", "Coordinate systems", "pyproj"),
    Component("Rasterio", "BSD, with GDAL (MIT)", "Background pictures", "rasterio"),
    Component("mapclassify", "BSD", "Classes of shaded maps", "mapclassify"),
    Component("Matplotlib", "PSF style", "Maps and charts for print", "matplotlib"),
    Component("Numba", "BSD", "The balancer as machine code", "numba"),
    Component("HiGHS", "MIT", "Exact balancing", "highspy"),
    Component("XlsxWriter", "BSD", "Writing workbooks", "XlsxWriter"),
    Component("openpyxl", "MIT", "Reading workbooks", "openpyxl"),
    Component("defusedxml", "PSF 2.0", "Reading workbooks that may do harm", "defusedxml"),
    Component("Typer", "MIT", "The command line", "typer"),
    Component("Rich", "MIT", "The command line", "rich"),
    Component("platformdirs", "MIT", "Places of files", "platformdirs"),
    Component("pypdf", "BSD", "Board packs", "pypdf"),
    Component("Colours by Paul Tol", "Free to use with attribution", "Hues of localities"),
)  # fmt: skip
"""In the order of the list; what is not installed is left out by ``installed``."""


def installed() -> tuple[Component, ...]:
    """The parts that this installation has, and below them what those need themselves."""
    parts = [one for one in COMPONENTS if not one.distribution or one.version]
    needed = needed_by(one.distribution for one in parts if one.distribution)
    parts += [
        Component(name, licence_of(name), f"Needed by {parent}", name)
        for name, parent in sorted(needed.items())
    ]
    return tuple(parts)


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _installed_texts(distribution: str) -> list[str]:
    try:
        files = importlib.metadata.files(distribution) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    texts = []
    for file in files:
        inside = str(file).replace("\\", "/")
        if ".dist-info/" in inside and _LICENCE_FILE.search(inside):
            try:
                texts.append(file.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                continue
    return texts


def _resource_text(name: str) -> str:
    path = paths.resource(*name.split("/"))
    if name == "LICENSE":
        path = paths.resources().parent / "LICENSE"
        if not path.is_file():
            return "\n".join(_installed_texts("locality-workbench"))
    return path.read_text(encoding="utf-8") if path.is_file() else ""
