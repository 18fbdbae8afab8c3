"""``demo``: the main job from start to end on the sample county."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench import paths
from workbench.cli.handed import Handed
from workbench.cli.output import counted, people
from workbench.errors import ExportError, ProjectError

if TYPE_CHECKING:
    from workbench.metrics.figures import ScenarioFigures
    from workbench.models.units import UnitTable
    from workbench.session.session import Session

SAMPLE, PCN_PLAN = "fernshire.gpkg", "largest_pcn.csv"
COPIED, IMPORTED, BALANCED = "Demo as drawn", "Demo by PCN", "Demo balanced"
"""A copy of the drawn scenario, one that gives each area to its patients' largest PCN, one laid out anew."""


def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where the files go; made where it is missing.")
    ],
) -> None:
    """Do the main job on the fictional sample: lay out localities, write workbooks, maps, board pack."""
    handed: Handed = ctx.obj
    project = _copy_of_sample(folder)
    typer.echo(f"Copied the fictional sample county to {project}.")
    for line in _work(project, folder):
        typer.echo(line)
    picture = folder / "window.png"
    handed.draw_window(project, picture, scenario=COPIED, size=(1366, 768), scale=1.0)
    typer.echo(f"Drew the window as it shows {COPIED}: {picture.name}.")


def _copy_of_sample(folder: Path) -> Path:
    sample = paths.sample_data() / SAMPLE
    if not sample.is_file():
        raise ProjectError(
            f"The sample {SAMPLE} is missing.",
            why=f"It belongs in {sample.parent}.",
            remedy="Make it with scripts/make_sample.py, or install the program again.",
        )
    project = folder / SAMPLE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sample, project)
    except OSError as failed:
        raise ExportError(
            f"{folder} cannot take the demo.", why=f"{failed.strerror}.", remedy="Name another folder."
        ) from failed
    return project


def _work(project: Path, folder: Path) -> Iterator[str]:
    """Scenarios, practices and files; yields a line for each step done."""
    from workbench.cli.opened import project_to_change, project_to_note
    from workbench.metrics.figures_json import figures_json
    from workbench.metrics.practice_rules import PracticeRule
    from workbench.session.board_pack import export_board_pack
    from workbench.session.exporting import (
        export_configuration,
        export_map,
        export_plan,
        export_scope_matrix,
    )
    from workbench.session.plan_edits import copy_scenario
    from workbench.session.plan_import import import_plan
    from workbench.session.practice_rules_use import assign_by_rule

    with project_to_change(project) as opened:
        session = opened.session
        found = session.project
        drawn = found.scenarios[0]
        for name in (COPIED, IMPORTED):
            session.apply(copy_scenario(found, drawn, name))
        yield f"Copied the scenario {drawn.name} to {COPIED} and {IMPORTED}, with its rules and links."
        _write_pcn_plan(found.area.units, folder / PCN_PLAN)
        report = import_plan(session, IMPORTED, folder / PCN_PLAN)
        yield (
            f"Imported {PCN_PLAN} into {IMPORTED}, each area with the PCN of most of its patients: "
            f"{counted(report.units_assigned, 'area', 'areas')} in "
            f"{counted(len(report.localities), 'locality', 'localities')}."
        )
        for name in (COPIED, IMPORTED):
            given = assign_by_rule(session, found.scenario(name), rule=PracticeRule.SITE)
            yield f"{name}: {counted(given.assigned, 'practice', 'practices')} given a locality by site."
            yield _words(session, name)
        yield _balance(session)
        yield _words(session, BALANCED)
    with project_to_note(project) as opened:
        session = opened.session
        scenario = session.project.scenario(COPIED)
        export_configuration(session, scenario, folder / "configuration.xlsx")
        yield "Wrote the locality configuration: configuration.xlsx."
        export_scope_matrix(session, scenario, folder / "scope_matrix.xlsx")
        yield "Wrote the service-scope matrix: scope_matrix.xlsx."
        for ending in ("png", "pdf"):
            export_map(session, scenario, folder / f"map.{ending}")
            yield f"Wrote the map: map.{ending}."
        others = [session.project.scenario(name) for name in (BALANCED, IMPORTED)]
        export_board_pack(session, scenario, folder / "board_pack.pdf", others)
        yield "Wrote the board pack, with the other two beside it: board_pack.pdf."
        export_plan(session, scenario, folder / "plan.csv")
        text = json.dumps(figures_json(session.figures(scenario)), ensure_ascii=False, indent=2)
        (folder / "figures.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        yield "Wrote the plan and its figures: plan.csv, figures.json."


def _balance(session: Session) -> str:
    """Lay localities out anew beside the drawn ones, all in the band."""
    from workbench.session.balance import propose
    from workbench.session.balance_proposal import keep_as_scenario
    from workbench.session.balance_request import BalanceRequest

    drawn = session.project.scenario(COPIED)
    request = BalanceRequest(seconds=0.5)
    offered = propose(session.project, drawn, request, generation=session.generation)
    if offered.best is None:
        return f"{BALANCED} was not made. {offered.reason}"
    keep_as_scenario(session, offered.best, BALANCED)
    return f"{BALANCED}: {offered.best.sentence} {offered.effort_words}."


def _write_pcn_plan(units: UnitTable, path: Path) -> None:
    """A plan that makes a locality of each PCN; areas without patients of any PCN stay unassigned."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("unit_code", "locality"))
        rows.writerows(zip(units.codes, units.parents["pcn"].names, strict=True))


def _words(session: Session, name: str) -> str:
    figures: ScenarioFigures = session.figures(session.project.scenario(name))
    totals = figures.totals
    return (
        f"{name}: {counted(totals.localities, 'locality', 'localities')}, {totals.in_band} in band, "
        f"{totals.below} below, {totals.above} above; residents {people(totals.resident)}, "
        f"{counted(totals.unassigned_units, 'area', 'areas')} unassigned."
    )
