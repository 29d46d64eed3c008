"""`partnerlab template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partnerlab.cli.options import Speak
from partnerlab.cli.speech import WRITTEN, say, speaking
from partnerlab.wording import message, words

HELP = message(
    "Make an empty workbook for the applications, with headings, lists to choose from and instructions.\n\n"
    "Example: partnerlab template contest.xlsx --language ru"
)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=say("The workbook to make."))],
    force: Annotated[bool, typer.Option("--force", help=say("Overwrite the file if there is one."))] = False,
    language: Speak = None,
) -> None:
    """Make an empty workbook for the applications."""
    with speaking(language) as spoken:
        from partnerlab.publish import records_out
        from partnerlab.publish.folder.whole import write_whole
        from partnerlab.publish.workbooks.template import template_workbook

        records_out.writable(file, source="", force=force, forms=(".xlsx",))
        write_whole(file, template_workbook(language=spoken))
        typer.echo(words(spoken).say(WRITTEN, file=file.as_posix()))
