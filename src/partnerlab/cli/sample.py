"""`partnerlab sample`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partnerlab.cli.speech import WRITTEN, say, speaking
from partnerlab.wording import message, reader_language, words

HELP = message(
    "Write a synthetic contest, for trying things.\n\nExample: partnerlab sample sample.csv --applications 500"
)


def sample(
    out: Annotated[Path, typer.Argument(metavar="OUT", help=say("The file to write: .csv, .xlsx or .parquet."))],
    applications: Annotated[int, typer.Option("--applications", help=say("How many applications."))] = 2000,
    years: Annotated[str, typer.Option("--years", help=say("The years of the contest."))] = "1999-2004",
    force: Annotated[bool, typer.Option("--force", help=say("Overwrite the file if there is one."))] = False,
    seed: Annotated[int, typer.Option("--seed", help=say("The same seed gives the same contest."))] = 2004,
) -> None:
    """Write a synthetic contest."""
    with speaking():
        from partnerlab.parameters import checked_years
        from partnerlab.publish.records_out import FORMS, marked, writable, write_records
        from partnerlab.sources.synthetic.sample import sample_records

        writable(out, source="", force=True, forms=FORMS)  # a wrong form is told by the name that was typed
        writable(marked(out, synthetic=True) or out, source="", force=force, forms=FORMS)
        written = write_records(sample_records(applications, seed=seed, years=checked_years(years)), out)
        typer.echo(words(reader_language()).say(WRITTEN, file=written.as_posix()))
