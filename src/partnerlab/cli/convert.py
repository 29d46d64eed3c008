"""`partnerlab convert`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partnerlab.cli.options import Mapping, Speak, Table
from partnerlab.cli.speech import WRITTEN, say, speaking
from partnerlab.wording import Phrase, Words, message, words

if TYPE_CHECKING:
    from partnerlab.dataset import Dataset

HELP = message(
    "Write records in another form: .parquet, .csv, .xlsx, or as open data by the 360Giving standard.\n\n"
    "Example: partnerlab convert contest.xlsx contest.parquet"
)
NOT_READ = message(
    "The records hold errors (number of errors: {count}): cells that cannot be read are empty in the new file, with "
    "their text in a column beside. See them with «partnerlab check»."
)
LEFT_OUT = message("Columns of personal data are not in the new file: {columns}.")


def convert(
    file: Annotated[str, typer.Argument(metavar="FILE", help=say("The file of records."))],
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=say("The file to write: .csv, .xlsx, .parquet; .json for 360Giving."))
    ],
    to: Annotated[
        str | None, typer.Option("--to", metavar="360giving", help=say("A standard that the new file follows."))
    ] = None,
    mapping: Mapping = None,
    table: Table = None,
    funder: Annotated[
        str | None, typer.Option("--funder", metavar="NAME", help=say("360Giving: who gives the grants."))
    ] = None,
    funder_id: Annotated[
        str | None,
        typer.Option("--funder-id", metavar="ID", help=say("360Giving: its number, such as RU-OGRN-1025900000000.")),
    ] = None,
    prefix: Annotated[
        str | None, typer.Option("--prefix", metavar="360G-NAME", help=say("360Giving: your publisher's prefix."))
    ] = None,
    award_day: Annotated[
        str | None,
        typer.Option(
            "--award-day", metavar="MM-DD", help=say("360Giving: the day that stands for an award of a known year.")
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Overwrite the file if there is one."))] = False,
    language: Speak = None,
) -> None:
    """Write records in another form."""
    with speaking(language) as spoken:
        from partnerlab.parameters import checked_names
        from partnerlab.publish import giving, grants, records_out
        from partnerlab.sources.records import open_records

        checked_names([to] if to else [], ["360giving"], "--to")
        wanted = grants.Publisher(funder or "", funder_id or "", prefix or "", award_day or "") if to else None
        records_out.writable(out, source=file, force=force, forms=giving.FORMS if to else records_out.FORMS)
        records = open_records(file, mapping=mapping, table=table)
        target = records_out.marked(out, records.source.synthetic) or out
        records_out.writable(target, source=file, force=force, forms=(out.suffix.lower(),))
        if wanted is None:
            target = records_out.write_records(records, out)
            said = records_out.not_held(records, out.suffix.lower())
        else:
            target, said = giving.write_grants(records, out, wanted)
        says = words(spoken)
        typer.echo(says.say(WRITTEN, file=target.as_posix()))
        _tell(records, said, says)
        if records.errors:
            raise typer.Exit(1)


def _tell(records: Dataset, said: Sequence[Phrase], says: Words) -> None:
    """What the new file does not hold as it was."""
    for one in said:
        typer.echo(says.say(one.text, **dict(one.values)), err=True)
    left_out = [one.found for one in records.findings if one.rule == "personal_column"]
    if left_out:
        columns = ", ".join(f"«{name}»" for name in dict.fromkeys(left_out))
        typer.echo(says.say(LEFT_OUT, columns=columns), err=True)
    if records.errors:
        typer.echo(says.say(NOT_READ, count=records.errors), err=True)
