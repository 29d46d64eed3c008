"""`partnerlab check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partnerlab.cli.options import Mapping, Out, Speak, Table
from partnerlab.cli.speech import WRITTEN, give, say, speaking
from partnerlab.wording import Language, message, words

if TYPE_CHECKING:
    from partnerlab.publish.checking.check import Checked

HELP = message(
    "Say what is wrong in files of records, what is new and what is mended since the last check.\n\n"
    "Example: partnerlab check contest.xlsx --format xlsx --out marked.xlsx"
)
REMEMBERED = message("{file}: what was found is kept there for the next check.")
FORGOTTEN = message("{reason} The next check will not know what is new.")
NOT_KEPT = message("A database has no folder for findings.csv: the next check will not know what is new.")
ONE_FILE = message("one file or folder at a time")
NEW_FILE = message("the name of a file that is not there yet; a mapping is not written over")
STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "good": "green", "quiet": "dim", "bold": "bold"}


def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help=say("The file of records; a folder, or several files."))
    ],
    form: Annotated[
        str, typer.Option("--format", metavar="text|json|xlsx", help=say("The form of the findings."))
    ] = "text",
    language: Speak = None,
    out: Out = None,
    mapping: Mapping = None,
    table: Table = None,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help=say("Write a draft of the mapping: what each heading means.")),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=say("Name every place, one in a line, not only the first five."))
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="CHECK[:PLACE]",
            help=say("Accept what this check found, everywhere or in one cell, row or application; or all."),
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=say("Why it is accepted."))] = None,
    memory: Annotated[
        bool, typer.Option("--memory/--no-memory", help=say("Keep what was found in findings.csv beside the file."))
    ] = True,
) -> None:
    """Say what is wrong in files of records."""
    with speaking(language) as spoken:
        from partnerlab.parameters import checked_names
        from partnerlab.publish.checking.check import checked, checked_reason

        checked_names([form], ["text", "json", "xlsx"], "format")
        if draft is not None:
            _write_draft(files, draft, mapping=mapping, table=table, language=spoken)
        why = checked_reason(accept or (), reason, memory=memory)
        found = checked(files, language=spoken, mapping=mapping, table=table, accept=accept or (), reason=why)
        _give(found, form=form, language=spoken, out=out, every=every)
        if memory:
            _remember(found, language=spoken, needed=bool(accept))
        if any(one.records.errors for one in found):
            raise typer.Exit(1)


def _write_draft(files: list[str], draft: Path, *, mapping: str | None, table: str | None, language: Language) -> None:
    """Write the draft of a mapping; for one file, and over no file that is there already."""
    from partnerlab.errors import WrongValue
    from partnerlab.sources.mapping_draft import mapping_draft
    from partnerlab.wording import phrase

    if len(files) > 1:
        raise WrongValue("--draft", ", ".join(files), phrase(ONE_FILE))
    if draft.exists():
        raise WrongValue("--draft", draft.as_posix(), phrase(NEW_FILE))
    give(mapping_draft(files[0], mapping=mapping, table=table, name=draft.name, language=language), draft)
    typer.echo(words(language).say(WRITTEN, file=draft.as_posix()), err=True)


def _give(found: list[Checked], *, form: str, language: Language, out: Path | None, every: bool) -> None:
    if form == "json":
        from partnerlab.publish.checking.check import findings_json

        give(findings_json(found, language=language), out)
    elif form == "xlsx":
        _give_marked(found, language=language, out=out)
    else:
        _give_text(found, language=language, out=out, every=every)


def _give_text(found: list[Checked], *, language: Language, out: Path | None, every: bool) -> None:
    from partnerlab.publish.checking.findings_text import as_text, broken, lines

    said = [lines(one, language=language, every=every) for one in found]
    if out is not None or not sys.stdout.isatty():
        give("\n\n".join(as_text(one) for one in said), out)
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for one in said:
        for line in one:
            for text in broken(line, None if every else console.width):
                console.print(text, style=STYLES.get(line.style), soft_wrap=True)


def _give_marked(found: list[Checked], *, language: Language, out: Path | None) -> None:
    from partnerlab.publish.checking.marked_workbook import marked_workbooks

    says = words(language)
    alone = len(found) == 1 and not (found[0].path is not None and found[0].path.is_dir())
    piped = out is None and alone and not sys.stdout.isatty()
    for target, content, warning in marked_workbooks(found, language=language, out=out):
        if warning:
            typer.echo(warning, err=True)
        give(content, None if piped else target)
        if not piped:
            typer.echo(says.say(WRITTEN, file=target.as_posix()), err=True)


def _remember(found: list[Checked], *, language: Language, needed: bool) -> None:
    from partnerlab.errors import UnwritableFile
    from partnerlab.publish.checking.check import remember

    says = words(language)
    for one in found:
        if one.folder is None:
            typer.echo(says.say(NOT_KEPT), err=True)
            continue
        try:
            file = remember(one, language=language)
        except UnwritableFile as error:
            if needed:
                raise
            typer.echo(says.say(FORGOTTEN, reason=error.text(language)), err=True)
        else:
            if file is not None:
                typer.echo(says.say(REMEMBERED, file=file.as_posix()), err=True)
