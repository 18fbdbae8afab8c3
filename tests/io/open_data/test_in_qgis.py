"""What QGIS makes of an export and of a project file: layers, reference system, colours and labels."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from tests.plan_books import NOW, plan_session
from workbench.io.project_file.writing import write_project
from workbench.session import open_data

SCRIPT = """
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
told = {}
for path, name in (argument.split("|") for argument in sys.argv[1:]):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    renderer = layer.renderer()
    told[name] = {
        "valid": layer.isValid(), "count": layer.featureCount(), "crs": layer.crs().authid(),
        "renderer": renderer.type(), "labels": layer.labelsEnabled(),
        "field": layer.labeling().settings().fieldName if layer.labelsEnabled() else "",
        "colours": {c.value(): [c.label(), c.symbol().color().name()] for c in renderer.categories()}
        if renderer.type() == "categorizedSymbol" else {},
    }
    del renderer, layer
print(json.dumps(told))
app.exitQgis()
"""


def qgis_python() -> str | None:
    """A Python that has QGIS: the system's, since Debian's package is made for it."""
    for python in {shutil.which("python3", path=folder) for folder in ("/usr/bin", "/usr/local/bin")}:
        look = [str(python), "-c", "import qgis.core"]
        if python and subprocess.run(look, check=False, capture_output=True).returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What QGIS says of every layer of an export and of a project."""
    python = qgis_python()
    if python is None:
        pytest.skip("QGIS is not installed")
    folder = tmp_path_factory.mktemp("qgis")
    session = plan_session(("Alton & <Hythe>", "=Barlow", "Corve"))
    plan = session.project.scenarios[0]
    layers, project = folder / "export.gpkg", folder / "project.gpkg"
    open_data.export_geopackage(session, plan, layers, now=NOW)
    write_project(project, session.project)
    wanted = [f"{layers}|{name}" for name in ("localities", "units", "practices")]
    wanted.append(f"{project}|outlines_plan")
    before = project.read_bytes()
    script = folder / "look.py"
    script.write_text(SCRIPT, encoding="utf-8")
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        surroundings.pop(name, None)
    done = subprocess.run(
        [python, str(script), *wanted], check=True, capture_output=True, text=True, timeout=120,
        env=surroundings, cwd=folder,
    )  # fmt: skip
    assert project.read_bytes() == before
    value: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return value


@pytest.mark.slow
def test_layers_have_their_system_colours_and_labels(told: dict[str, Any]) -> None:
    assert {name: (layer["valid"], layer["crs"], layer["count"]) for name, layer in told.items()} == {
        "localities": (True, "EPSG:27700", 3),
        "units": (True, "EPSG:27700", 12),
        "practices": (True, "EPSG:27700", 5),
        "outlines_plan": (True, "EPSG:27700", 3),
    }
    colours = {x.code: x.colour.casefold() for x in plan_session().project.scenarios[0].plan}
    for name in ("localities", "outlines_plan"):
        layer = told[name]
        assert (layer["renderer"], layer["labels"]) == ("categorizedSymbol", True)
        assert layer["field"] == '"number" || \' \' || "name"'
        assert {code: colour for code, (_, colour) in layer["colours"].items()} == colours
        assert [words for words, _ in layer["colours"].values()] == [
            "1 Alton & <Hythe>",
            "2 =Barlow",
            "3 Corve",
        ]
    assert set(told["units"]["colours"]) == {*colours, ""}
    assert told["practices"]["renderer"] == "singleSymbol"
