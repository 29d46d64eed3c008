"""`partnerlab organisations`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partnerlab.cli.options import Mapping, Speak, Table
from partnerlab.cli.speech import say, speaking
from partnerlab.errors import WrongValue
from partnerlab.wording import message, phrase, terminal_word, words

HELP = message(
    "Propose which names are one organisation, for you to accept in organisations.csv.\n\n"
    "Example: partnerlab organisations contest.xlsx"
)
NONE = message("No two names in {file} look like one organisation; nothing was written.")
WRITTEN = message("{file}: groups of names that may be one organisation: {groups}; still to be decided: {open}.")
WHAT_NEXT = message(
    "Open the file and write «yes» or «no» in the column «{heading}», in each line or in the first line for the "
    "whole group. "
    "Empty is undecided: nothing is merged. Then run «partnerlab check {file}»."
)
_A_FILE = phrase("a file or a folder, beside which organisations.csv can lie")


def organisations(
    file: Annotated[str, typer.Argument(metavar="FILE", help=say("The file of records, or a folder of them."))],
    mapping: Mapping = None,
    table: Table = None,
    language: Speak = None,
) -> None:
    """Propose which names are one organisation."""
    with speaking(language) as spoken:
        from partnerlab.cli.speech import give
        from partnerlab.sources.forms.opening import is_address
        from partnerlab.sources.organisations.decisions import FILE, HEADINGS, WHY, written
        from partnerlab.sources.organisations.listing import proposals, waiting
        from partnerlab.sources.records import open_records

        if is_address(file):
            raise WrongValue("FILE", file, _A_FILE)
        speak = words(spoken)
        records = open_records(file, mapping=mapping, table=table)
        folder = Path(file) if Path(file).is_dir() else Path(file).parent
        why = {reason: speak.say(said) for reason, said in WHY.items()}
        lines = proposals(records.frame, folder, currency=records.currency, why=why)
        if not lines:
            typer.echo(speak.say(NONE, file=Path(file).name))
            return
        target = folder / FILE
        give(written(lines, speak.language), target)
        groups, undecided = waiting(lines)
        typer.echo(speak.say(WRITTEN, file=target.as_posix(), groups=groups, open=undecided))
        if undecided:
            asked = HEADINGS["decision"]
            typer.echo(speak.say(WHAT_NEXT, heading=speak.say(asked), file=terminal_word(file)))
