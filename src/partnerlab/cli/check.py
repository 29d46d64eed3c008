"""`partnerlab check`."""

from __future__ import annotations

from typing import Annotated

import typer

from partnerlab.cli.options import Out, Speak
from partnerlab.cli.speech import give, say, speaking, spoken_language
from partnerlab.wording import message, reader_language

HELP = message("Say what is wrong in a file of records.\n\nExample: partnerlab check contest.xlsx --language ru")


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help=say("The file of records."))],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help=say("The form of the findings."))] = "text",
    language: Speak = None,
    out: Out = None,
) -> None:
    """Say what is wrong in a file of records."""
    with speaking():
        spoken = spoken_language(language)
    with speaking(spoken):
        from partnerlab.parameters import checked_names
        from partnerlab.publish import tables

        checked_names([form], ["text", "json"], "format")
        said, errors = tables.findings(file, form=form, language=spoken or reader_language())
        give(said, out)
        if errors:
            raise typer.Exit(1)
