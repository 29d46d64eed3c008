"""`partnerlab table`."""

from __future__ import annotations

from typing import Annotated

import typer

from partnerlab.cli.options import Data, Mapping, Out, Prices, Speak, Table
from partnerlab.cli.speech import WRITTEN, give, say, speaking
from partnerlab.wording import message, words

HELP = message("Print a metric's table.\n\nExample: partnerlab table leverage --format csv")


def table(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("The metric; «partnerlab catalogue» lists them."))],
    data: Data = None,
    mapping: Mapping = None,
    of: Table = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="COLUMNS", help=say("Group by these columns, such as year,district.")),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|csv|json|xlsx", help=say("The form of the table."))
    ] = "text",
    prices: Prices = None,
    language: Speak = None,
    out: Out = None,
) -> None:
    """Print a metric's table."""
    with speaking(language) as spoken:
        from partnerlab.parameters import checked, checked_names
        from partnerlab.publish import tables
        from partnerlab.publish.records_out import marked

        checked_names([form], tables.FORMS, "format")
        asked = checked(None, spoken, prices)
        columns = tuple(part.strip() for part in by.split(",") if part.strip()) if by is not None else None
        content, synthetic = tables.table(name, data, asked, by=columns, form=form, mapping=mapping, of=of)
        target = marked(out, synthetic)
        give(content, target)
        if target != out:
            typer.echo(words(asked.language).say(WRITTEN, file=target), err=True)
