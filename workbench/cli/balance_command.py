"""``balance``: builds, repairs, fills or splits localities, or offers alternatives."""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.balancing.outcome import Heard, Status
from workbench.cli.balance_options import (
    BasisOption,
    HighOption,
    LowOption,
    PreferOption,
    SeedOption,
    TargetOption,
    told_as_json,
    told_preferences,
)
from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change
from workbench.cli.output import (
    NOT_KNOWN,
    JsonOption,
    counted,
    people,
    problem,
    see_that_json_fits,
    table,
    tell,
)
from workbench.cli.progress_bar import watched
from workbench.progress import Cancelled, Progress

if TYPE_CHECKING:
    from workbench.models.scenario import Scenario
    from workbench.session.balance_proposal import BalanceProposal
    from workbench.session.balance_run import BalanceRun
    from workbench.session.balance_score import ScorePart

NO_PLAN = 1
"""Exit status without a plan."""
_SHOWN = 12


def balance(
    project: ProjectArgument,
    scenario: ScenarioOption,
    *,
    localities: Annotated[
        int | None,
        typer.Option(min=1, help="Localities of the whole plan (with --split: parts); free unless told."),
    ] = None,
    low: LowOption = None,
    high: HighOption = None,
    target: TargetOption = None,
    basis: BasisOption = None,
    prefer: PreferOption = None,
    parent: Annotated[
        list[str] | None,
        typer.Option("--parent", metavar="KIND", help="Larger areas to keep whole, as lad, msoa or pcn."),
    ] = None,
    inside: Annotated[
        str, typer.Option("--inside", metavar="KIND", help="Let no locality cross these larger areas.")
    ] = "",
    rebalance: Annotated[
        bool, typer.Option("--rebalance", help="Bring the drawing into the band with the fewest moves.")
    ] = False,
    alternatives: Annotated[
        int | None, typer.Option(min=1, help="Different plans to find, the best included.")
    ] = None,
    fill: Annotated[
        bool, typer.Option("--fill", help="Keep what is drawn, make localities of the unassigned areas.")
    ] = False,
    split: Annotated[str, typer.Option("--split", metavar="L", help="Split this locality.")] = "",
    only_from: Annotated[
        list[str] | None,
        typer.Option("--only-from", metavar="L", help="Only this locality takes part; give it repeatedly."),
    ] = None,
    islands_apart: Annotated[
        bool,
        typer.Option(
            "--islands-apart",
            help="Make islands with too few people localities of their own, outside the band.",
        ),
    ] = False,
    seconds: Annotated[float, typer.Option(min=0.01, help="How long to look.")] = 1.0,
    seed: SeedOption = 1,
    bound: Annotated[
        bool, typer.Option("--bound", help="Also tell how far the plan is at most from the best possible.")
    ] = False,
    json: JsonOption = None,
) -> None:
    """Balance people over localities; status 0 only where a plan was found."""
    see_that_json_fits(json)
    preferences = told_preferences(prefer or [])
    uses = {"--rebalance": rebalance, "--alternatives": alternatives, "--fill": fill, "--split": split}
    chosen = [option for option, given in uses.items() if given]
    if len(chosen) > 1:
        raise typer.BadParameter(f"It does not go with {chosen[1]}.", param_hint=chosen[0])
    with told_as_json(json, scenario=scenario, seed=seed):
        from workbench.balancing.warming import wait_until_warm
        from workbench.session.balance_request import BalanceRequest, Use
        from workbench.session.balance_run import run_balance

        use_of = dict(zip(uses, (Use.REPAIR, Use.ALTERNATIVES, Use.FILL, Use.SPLIT), strict=True))
        use = use_of[chosen[0]] if chosen else Use.BUILD
        with project_to_change(project) as opened:
            session = opened.session
            known = next(
                (s for s in session.project.scenarios if s.name.casefold() == scenario.strip().casefold()),
                None,
            )
            request = BalanceRequest(
                use=use,
                localities=localities,
                low=low,
                high=high,
                target=target,
                basis=basis,
                preferences=preferences,
                parents=tuple(parent or ()),
                inside_parent=inside,
                only_from=tuple(_code(known, name) for name in only_from or ()),
                split=_code(known, split) if split else "",
                alternatives=alternatives or 1,
                seconds=seconds,
                seed=seed,
                islands_apart=islands_apart,
            )
            with watched("Balancing") as progress, _interrupt() as stopped:
                wait_until_warm(_Stoppable(progress, stopped))
                run = run_balance(
                    session, scenario, request, with_bound=bound, watch=_watcher(progress, stopped)
                )
    # told once it is saved: what is said to be in the project is there
    tell(run.as_json(), _lines(run), target=json)
    if not run.found:
        problem(_stopped_with(run) if run.kept else _without_plan(run))
        raise typer.Exit(NO_PLAN)


def _code(scenario: Scenario | None, told: str) -> str:
    """The code of a locality that was named or given by code; left as it is where there is none."""
    if scenario is None:
        return told
    named = scenario.plan.named(told)
    return told if named is None else named.code


@contextmanager
def _interrupt() -> Iterator[threading.Event]:
    """An event that Ctrl+C sets; a second Ctrl+C ends the program as usual."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


class _Stoppable:
    """Progress that ends the work once Ctrl+C was pressed."""

    def __init__(self, progress: Progress, stopped: threading.Event) -> None:
        self._progress, self._stopped = progress, stopped

    def report(self, done: float, text: str = "") -> None:
        """Pass on."""
        if self._stopped.is_set():
            raise Cancelled
        self._progress.report(done, text)


def _watcher(progress: Progress, stopped: threading.Event) -> Callable[[Heard], bool]:
    def heard(now: Heard) -> bool:
        best = "no plan yet" if now.best is None else f"best so far {now.best.cost:,.1f}"
        progress.report(now.done, f"Balancing: {counted(now.tried, 'start', 'starts')}, {best}")
        return not stopped.is_set()

    return heard


def _stopped_with(run: BalanceRun) -> str:
    """What has become of a search that was stopped, in one line."""
    return f"Stopped. The best plan until then is in scenario {run.scenario}; run again for a better one."


def _without_plan(run: BalanceRun) -> str:
    """Why there is no plan, in one line."""
    told = f"{run.offered.reason} {run.offered.suggestion}".strip()
    if run.offered.status is Status.CANCELLED:
        return f"{told or 'Stopped.'} Nothing has changed."
    return told or "No plan was found."


def _lines(run: BalanceRun) -> Iterator[str]:
    best = run.offered.best
    if best is not None:
        yield from _found_lines(run, best)


def _found_lines(run: BalanceRun, best: BalanceProposal) -> Iterator[str]:
    yield f"{run.scenario}: {best.sentence}"
    rows = [
        (part.title, _written(part, part.before), _written(part, part.after), part.verdict)
        for part in best.score
    ]
    yield from table(("Score part", "Before", "After", ""), rows)
    if best.practices_changed:
        yield f"{counted(best.practices_changed, 'practice follows', 'practices follow')}."
    if best.removed:
        yield f"Given up: {', '.join(best.removed)}."
    yield from run.offered.task.notes
    if run.offered.task.request.use.value == "repair":
        for move in best.moves[:_SHOWN]:
            yield (
                f"  {move.name}: {move.before_name or 'none'} to {move.after_name}, "
                f"{people(move.people)} people. {move.reason}."
            )
        if len(best.moves) > _SHOWN:
            yield f"  and {len(best.moves) - _SHOWN:,} more; --json lists them all."
    if run.offered.reason:
        yield run.offered.reason
    for name in run.alternatives:
        yield f"Alternative kept as scenario: {name}."
    if run.bound is not None:
        yield run.bound.sentence
    yield f"{run.offered.effort_words}. {run.offered.stopped_words}."


def _written(part: ScorePart, value: float) -> str:
    if math.isnan(value):
        return NOT_KNOWN
    if part.unit == "share":
        return f"{value:.1%}"
    return people(value)
