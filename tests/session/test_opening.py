"""Open, edit, save, save elsewhere, close: nothing is lost, and opening changes nothing."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from tests.io.project_file.example_project import (
    assert_same_area,
    assert_same_history,
    assert_same_plans,
    bare_area,
    grid_area,
    names_in,
)
from workbench import paths
from workbench.errors import EditError, ProjectError
from workbench.models.adjacency import Adjacency
from workbench.models.project import StudyArea
from workbench.models.units import UnitTable
from workbench.progress import Cancelled
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.opening import OpenProject, open_project
from workbench.session.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "project.gpkg"
    path.parent.mkdir()
    create_project(path, name="Fictionshire", area=grid_area())
    return path


def draw(session: Session) -> None:
    project = session.project
    session.apply(edits.add_scenario(project, f"Scenario {len(project.scenarios)}"))
    scenario = project.scenarios[-1]
    session.apply(edits.add_locality(scenario))
    edit = edits.reassign(project, scenario, np.arange(6), 0)
    assert edit is not None
    session.apply(edit)


def digest(path: Path) -> tuple[bytes, int]:
    return hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns


def set_setting(path: Path, key: str, value: str) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE settings SET value = ? WHERE key = ?", (value, key))
    db.commit()
    db.close()


def copies() -> list[str]:
    folder = paths.working_copies()
    return names_in(folder) if folder.exists() else []


# -- creating
def test_a_new_project_has_its_data_and_no_scenario(path: Path) -> None:
    with open_project(path) as project:
        assert project.session.project.name == "Fictionshire"
        assert project.session.project.scenarios == []
        assert project.schema_version == 2
        assert_same_area(grid_area(), project.session.project.area)


def test_a_file_is_overwritten_only_when_asked(path: Path) -> None:
    before = digest(path)
    with pytest.raises(ProjectError, match=r"There is a file project\.gpkg already"):
        create_project(path, name="Other", area=bare_area())
    assert digest(path) == before
    create_project(path, name=" ", area=bare_area(), overwrite=True)
    with open_project(path, read_only=True) as project:
        assert project.session.project.name == "project"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no folder"):
        create_project(tmp_path / "nowhere" / "p.gpkg", name="x", area=bare_area())


# -- opening
@pytest.mark.parametrize("read_only", [True, False])
def test_opening_and_closing_changes_no_byte(path: Path, read_only: bool) -> None:
    before = digest(path)
    with open_project(path, read_only=read_only) as project:
        if not read_only:
            draw(project.session)
        assert (
            names_in(path.parent) == ["project.gpkg"] if read_only else [".project.gpkg.lock", "project.gpkg"]
        )
    assert digest(path) == before
    assert names_in(path.parent) == ["project.gpkg"]
    assert copies() == []


def test_work_and_undo_history_survive_close_and_reopen(path: Path) -> None:
    with open_project(path) as project:
        draw(project.session)
        project.session.undo()
        assert project.unsaved
        project.save()
        saved = project.session
        assert [project.unsaved, names_in(path.parent)] == [False, [".project.gpkg.lock", "project.gpkg"]]
    assert names_in(path.parent) == ["project.gpkg"]
    with open_project(path) as again:
        assert_same_plans(saved.project, again.session.project)
        assert_same_history(saved.history, again.session.history)
        assert again.session.redo() is not None
        assert (again.session.project.scenarios[0].plan.labels[:6] == 0).all()
        while again.session.undo():
            pass
        assert again.session.project.scenarios == []


def test_saving_what_is_saved_writes_nothing(path: Path) -> None:
    before = digest(path)
    with open_project(path) as project:
        project.save()
    assert digest(path) == before


def test_save_as_goes_on_with_the_new_file(path: Path) -> None:
    before = digest(path)
    other = path.with_name("other.gpkg")
    with open_project(path) as project:
        draw(project.session)
        project.save_as(other)
        assert project.path == other
        draw(project.session)
        project.save()
    assert digest(path) == before
    with open_project(other, read_only=True) as again:
        assert len(again.session.project.scenarios) == 2


def test_leaving_a_block_without_saving_drops_the_work(path: Path) -> None:
    def fail() -> None:
        with open_project(path) as project:
            draw(project.session)
            raise EditError("A later step does not fit.")

    with pytest.raises(EditError):
        fail()
    assert copies() == []


def test_closing_keeps_unsaved_work_for_recovery(path: Path) -> None:
    project = open_project(path)
    draw(project.session)
    project.close()
    assert sorted(Path(name).suffix for name in copies()) == [".gpkg", ".json"]


# -- read-only
def test_a_project_open_for_reading_makes_no_copy_and_refuses_changes(path: Path) -> None:
    with open_project(path, read_only=True) as project:
        assert copies() == []
        assert project.read_only
        assert not project.unsaved
        assert "reading only" in project.save_hint
        with pytest.raises(EditError, match="reading only"):
            project.session.apply(edits.add_scenario(project.session.project, "A"))
        with pytest.raises(ProjectError, match="reading only"):
            project.save()
        project.save_as(path.with_name("copy.gpkg"))
        assert project.path == path
    with open_project(path.with_name("copy.gpkg")) as twin:
        draw(twin.session)
    assert names_in(path.parent) == ["copy.gpkg", "project.gpkg"]


def test_a_copy_of_a_read_only_project_into_no_folder(path: Path, tmp_path: Path) -> None:
    with open_project(path, read_only=True) as project, pytest.raises(ProjectError, match="no folder"):
        project.save_as(tmp_path / "nowhere" / "copy.gpkg")


def test_a_newer_project_opens_for_reading(path: Path) -> None:
    set_setting(path, "schema_version", "8")
    before = digest(path)
    with open_project(path) as project:
        assert project.read_only
        assert project.schema_version == 8
        assert "newer version" in project.save_hint
    assert digest(path) == before
    assert copies() == []


def test_a_project_in_a_folder_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(path)
    if getattr(os, "geteuid", int)() == 0:  # whom no mode keeps out
        real = os.access
        monkeypatch.setattr(
            os, "access", lambda p, mode: real(p, mode) and path.parent not in {Path(p), Path(p).parent}
        )
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with open_project(path) as project:
            draw(project.session)
            assert "save it in another folder" in project.save_hint
            with pytest.raises(ProjectError, match="safe in the working copy"):
                project.save()
            assert project.unsaved
        # Saving has failed, so that the work is kept although the block was left.
        assert len(copies()) == 2
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)
    assert digest(path) == before


def test_work_is_dropped_again_once_it_was_saved_elsewhere(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(path) as project:
        draw(project.session)
        with monkeypatch.context() as patch:
            patch.setattr(os, "access", lambda *_: False)
            with pytest.raises(ProjectError):
                project.save()
        project.save_as(tmp_path / "elsewhere.gpkg")
        assert project.save_hint == ""
    assert copies() == []


# -- others
def test_a_file_that_somebody_else_has_changed_is_not_replaced_silently(path: Path) -> None:
    with open_project(path) as project:
        draw(project.session)
        set_setting(path, "name", '"Theirs"')
        theirs = digest(path)
        with pytest.raises(ProjectError, match="changed by somebody else"):
            project.save()
        assert digest(path) == theirs
        project.save(replace_changed=True)
        assert not project.unsaved
    with open_project(path, read_only=True) as again:
        assert again.session.project.name == "Fictionshire"


def test_a_file_that_somebody_has_removed_is_written_again(path: Path) -> None:
    with open_project(path) as project:
        draw(project.session)
        path.unlink()
        project.save()
    assert path.exists()


def test_a_file_that_changes_while_it_is_opened(path: Path) -> None:
    class Meddling:
        def report(self, done: float, text: str = "") -> None:
            if done > 0.5:
                os.utime(path)

    with pytest.raises(ProjectError, match="was changing it"):
        open_project(path, progress=Meddling())
    assert copies() == []


def test_cancelling_leaves_nothing_behind(path: Path) -> None:
    class Stop:
        def report(self, done: float, text: str = "") -> None:
            if done > 0.5:
                raise Cancelled

    with pytest.raises(Cancelled):
        open_project(path, progress=Stop())
    assert copies() == []


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.session.test_opening import draw
from workbench.session.opening import open_project

def save_and_die(nth):
    calls = [0]
    def dying(real):
        def call(*args, **kwargs):
            calls[0] += 1
            if calls[0] == nth:
                os._exit(9)
            return real(*args, **kwargs)
        return call
    project = open_project(Path({path!r}))
    draw(project.session)
    os.fsync, Path.replace = dying(os.fsync), dying(Path.replace)
    Path.unlink = dying(Path.unlink)
    project.save()
    project.close()
    os._exit(0)

for line in sys.stdin:
    child = os.fork()
    if not child:
        save_and_die(int(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its programs from one that has imported all")
def test_a_program_killed_at_any_step_of_saving_leaves_the_old_file_or_the_new_one(path: Path) -> None:
    code = KILLED.format(root=str(Path(__file__).resolve().parents[2]), path=str(path))
    empty = path.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for nth in range(1, 30):
            path.write_bytes(empty)
            print(nth, file=program.stdin, flush=True)
            status = int(program.stdout.readline())
            with open_project(path, read_only=True) as project:
                assert len(project.session.project.scenarios) in {0, 1}
                if project.session.project.scenarios:
                    assert (project.session.project.scenarios[0].plan.labels[:6] == 0).all()
            if status == 0:
                break
            assert status == 9
    assert nth > 3
    assert status == 0


def england(data_dir: Path) -> StudyArea:
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_file(data_dir / "england" / "lsoa_bgc_full.gpkg")
    code = next(name for name in frame.columns if "code" in name.lower() or name.lower().endswith("cd"))
    units = UnitTable(
        codes=frame[code].to_numpy(object),
        names=frame[code].to_numpy(object),
        geometry=frame.geometry.to_numpy(),
        resident=np.full(len(frame), 1500.0),
    )
    ring = np.column_stack([np.arange(len(units) - 1), np.arange(1, len(units))]).astype(np.int32)
    return StudyArea(units, Adjacency(len(units), ring, np.ones(len(ring))))


@pytest.mark.slow
def test_england_fits(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "england.gpkg"
    area = england(data_dir)
    create_project(path, name="England", area=area)
    with open_project(path) as project:
        session = project.session
        session.apply(edits.add_scenario(session.project, "All"))
        scenario = session.project.scenarios[0]
        session.apply(edits.add_locality(scenario))
        edit = edits.reassign(session.project, scenario, np.arange(len(area.units)), 0)
        assert edit is not None
        session.apply(edit)
        project.save()
    with open_project(path, read_only=True) as again:
        units = again.session.project.area.units
        assert (again.session.project.scenarios[0].plan.labels == 0).all()
        assert (shapely.to_wkb(units.geometry) == multi_wkb(area.units)).all()


def multi_wkb(units: UnitTable) -> object:
    return shapely.to_wkb(
        np.array([g if g.geom_type == "MultiPolygon" else shapely.MultiPolygon([g]) for g in units.geometry])
    )


def test_an_open_project_says_where_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    project = open_project(Path("project.gpkg"), read_only=True)
    assert isinstance(project, OpenProject)
    assert project.path == path
    project.close()
