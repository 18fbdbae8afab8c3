"""The whole command line: which commands there are, and how one run of it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from workbench import __version__
from workbench.cli import (
    balance_command,
    compare_command,
    demo_command,
    export_command,
    figures_command,
    flows_command,
    import_command,
    info_command,
    links_commands,
    merge_command,
    new_command,
    parents_commands,
    plan_commands,
    practices_commands,
    scenario_commands,
    scope_commands,
    screenshot_command,
    sweep_command,
)
from workbench.cli.arguments import spread_values
from workbench.cli.handed import Handed
from workbench.cli.output import problem
from workbench.errors import ProjectError, WorkbenchError
from workbench.progress import Cancelled

PROGRAM = "locality-workbench"
DONE, PROBLEM, WRONG_USAGE = 0, 1, 2
"""What a run ends with: done, a problem of input or project, or wrong usage."""
INTERRUPTED = 130
"""What typer gives back for Ctrl+C."""


def build_app() -> typer.Typer:
    """All commands and groups, by the names of the contract."""
    app = typer.Typer(
        name=PROGRAM,
        help="Draw hub localities on real populations. Without a command, or with a project file alone, "
        "the window opens.",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_window)
    app.command("new")(new_command.new)
    app.command("import")(import_command.import_)
    app.command("merge")(merge_command.merge)
    app.command("info")(info_command.info)
    app.add_typer(scenario_commands.group, name="scenario")
    app.add_typer(plan_commands.group, name="plan")
    app.add_typer(parents_commands.group, name="parents")
    app.add_typer(links_commands.group, name="links")
    app.add_typer(scope_commands.group, name="scope")
    app.add_typer(practices_commands.group, name="practices")
    app.command("figures")(figures_command.figures)
    app.command("balance")(balance_command.balance)
    app.command("sweep")(sweep_command.sweep)
    app.command("compare")(compare_command.compare)
    app.command("flows")(flows_command.flows)
    app.command("export")(export_command.export)
    app.command("screenshot")(screenshot_command.screenshot)
    app.command("demo")(demo_command.demo)
    return app


def _window(
    ctx: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help="Open the window on the sample county.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    if version:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit(DONE)
    if ctx.invoked_subcommand is None:
        handed: Handed = ctx.obj
        raise typer.Exit(handed.open_window(None, sample=sample))


_NO_NAME = (errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP)
"""What systems say of a name that is too long, has signs that are not allowed, or leads back to itself."""


def run(arguments: Sequence[str], handed: Handed) -> int:
    """Carry out one command line; returns the exit status and never lets a problem through."""
    _speak_utf8()
    try:
        status = _run(list(arguments), handed)
        sys.stdout.flush()
    except WorkbenchError as told:
        problem(str(told))
    except typer.TyperException as usage:
        problem(_usage_words(usage))
        return WRONG_USAGE
    except (KeyboardInterrupt, typer.Abort, Cancelled):
        problem("Stopped; nothing has changed.")
    except BrokenPipeError:
        # whoever read our output has gone; what is left in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as refused:
        if refused.errno not in _NO_NAME:
            raise
        problem(f"No file can have the name {refused.filename} here. Give it a shorter, plain one.")
    else:
        return status
    return PROBLEM


def _run(arguments: list[str], handed: Handed) -> int:
    command = typer.main.get_command(build_app())
    names = command.list_commands(typer.Context(command)) if hasattr(command, "list_commands") else []
    project = project_alone(arguments, names)
    if project is not None:
        if not project.exists():
            raise ProjectError(
                f"There is no file {project}.",
                remedy="Check the name, or make the project with the command new.",
            )
        return handed.open_window(project, sample=False)
    ended = command.main(spread_values(arguments), prog_name=PROGRAM, standalone_mode=False, obj=handed)
    if ended == INTERRUPTED:
        raise KeyboardInterrupt
    return ended if isinstance(ended, int) else DONE


def project_alone(arguments: Sequence[str], commands: Sequence[str]) -> Path | None:
    """The project file, where it is all that was given; a command's name is never taken for a file."""
    if len(arguments) != 1 or arguments[0].startswith("-") or arguments[0] in commands:
        return None
    path = Path(arguments[0])
    return path if path.is_file() or path.suffix.casefold() == ".gpkg" else None


def _usage_words(usage: typer.TyperException) -> str:
    """What is wrong with the command line in one line, without the library's word for it."""
    words = usage.format_message()
    for opening in ("Invalid value for ", "Invalid value: "):
        words = words.removeprefix(opening)
    words = " ".join(words.replace("Value error, ", "").split())
    context = getattr(usage, "ctx", None)
    path = context.command_path if context is not None else PROGRAM
    stop = "" if words.endswith((".", "?")) else "."
    return f"{words}{stop} See: {path} --help"


def _speak_utf8() -> None:
    """Write UTF-8 into files and pipes, and put a mark where a console cannot show a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")
