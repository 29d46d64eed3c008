"""`partnerlab lab`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partnerlab.cli.options import Accept, Boundaries, Data, Mapping, Speak, Table
from partnerlab.cli.speech import say, speaking
from partnerlab.wording import message, words

HELP = message(
    "Open JupyterLab on a copy of the notebooks, to change them.\n\nExample: partnerlab lab --data contest.xlsx"
)
COPIED = message("Notebooks copied to {folder}: {count}")
KEPT = message("Already there and left as they are: {count}. To begin anew, delete them or name another folder.")
NOT_THERE = message("JupyterLab could not be started: {reason}")


def lab(
    data: Data = None,
    folder: Annotated[
        Path, typer.Option("--folder", metavar="DIR", help=say("Where the copy of the notebooks stands."))
    ] = Path("partnerlab-notebooks"),
    language: Speak = None,
    mapping: Mapping = None,
    table: Table = None,
    boundaries: Boundaries = None,
    accept_errors: Accept = False,
    browser: Annotated[bool, typer.Option(help=say("Open a browser."))] = True,
) -> None:
    """Open JupyterLab on a copy of the notebooks."""
    with speaking(language) as spoken:
        import subprocess
        import sys

        from partnerlab.publish import exploring, opening, plan
        from partnerlab.sources.forms.opening import elsewhere, remembered

        source = None
        if data is not None:
            source = elsewhere(plan.place(data, table))  # the kernels run in another folder
            records = opening.opened(data, mapping=mapping, table=table, accept_errors=accept_errors)
            boundaries = opening.opened_boundaries(boundaries, records) if boundaries else None
        written, kept = exploring.copied(folder)
        says = words(spoken)
        typer.echo(says.say(COPIED, folder=folder.as_posix(), count=len(written)), err=True)
        if kept:
            typer.echo(says.say(KEPT, count=len(kept)), err=True)
        command = [sys.executable, "-m", "jupyterlab", str(folder), *([] if browser else ["--no-browser"])]
        with remembered(data or ""):  # the kernels are told an address without its password
            told = exploring.environment(source, mapping=mapping, boundaries=boundaries)
            ended = subprocess.run(command, env=dict(told), check=False)  # noqa: S603 - this Python's own JupyterLab
        if ended.returncode not in (0, 130, -2):
            typer.echo(says.say(NOT_THERE, reason=ended.returncode), err=True)
            raise typer.Exit(1)
