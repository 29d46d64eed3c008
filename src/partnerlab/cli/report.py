"""`partnerlab report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from partnerlab.cli.options import Accept, Boundaries, Data, Mapping, Prices, Table
from partnerlab.cli.speech import say, speaking
from partnerlab.errors import WrongValue
from partnerlab.wording import Language, message, phrase, words

HELP = message(
    "Make the reports: every year of the data, in Russian and English.\n\nExample: partnerlab report "
    "--data contest.xlsx --year 2001-2003"
)
DONE = message("Made {count} of {all} pages in {folder}; open {index}.")
FAILED = message("Not made: {file}: {reason}")


def _parameters(given: list[str]) -> dict[str, object]:
    """Parameters as papermill types them: NAME=VALUE, a number where it reads as one."""
    parsed: dict[str, object] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise WrongValue("--parameter", text, phrase("a name and a value, such as year=2003"))
        parsed[name] = int(value) if value.lstrip("-").isdigit() else value
    return parsed


def report(
    data: Data = None,
    year: Annotated[
        list[str] | None,
        typer.Option("--year", metavar="YEARS", help=say("Only these years: 2003, or 1999-2004.")),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="ru|en", help=say("Only this language."))
    ] = None,
    notebook: Annotated[
        list[str] | None, typer.Option("--notebook", metavar="NAME", help=say("Only this notebook."))
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="html|ipynb", help=say("The form of the reports: html, ipynb.")),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=say("The folder for the reports."))] = Path(
        "reports"
    ),
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help=say("How many notebooks run at once."))] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", metavar="NAME=VALUE", help=say("Another parameter of the notebook.")),
    ] = None,
    mapping: Mapping = None,
    table: Table = None,
    prices: Prices = None,
    boundaries: Boundaries = None,
    accept_errors: Accept = False,
    messages: Annotated[
        str | None, typer.Option("--messages", metavar="ru|en", help=say("The language of messages."))
    ] = None,
) -> None:
    """Make the reports."""
    with speaking(messages) as spoken:
        from partnerlab.page import PUBLISHED
        from partnerlab.parameters import checked_names, checked_year, checked_years
        from partnerlab.publish import plan
        from partnerlab.sources.forms.opening import remembered
        from partnerlab.sources.prices import in_prices

        formats = checked_names(form or ["html"], ["html", "ipynb"], "format")
        asked = sorted({one for text in year or [] for one in checked_years(text)})
        extra = _parameters(parameter or [])
        priced = checked_year(prices, "--prices")
        if priced is not None:
            extra["prices"] = priced
        source = data or PUBLISHED
        records = plan.opened(source, mapping=mapping, table=table, accept_errors=accept_errors)
        if mapping is not None:
            extra["mapping"] = mapping
        source = plan.place(data, table)
        if priced is not None:
            in_prices(records, priced)  # what cannot be priced is told before anything is made
        drawn = {"boundaries": plan.opened_boundaries(boundaries, records)} if boundaries else {}
        known = plan.known_years(records, source)
        years = asked or known
        reports = plan.plan(
            source, years=years, languages=language or (), names=notebook or (), parameters=extra, offered=drawn
        )
        with remembered(data or PUBLISHED):  # the notebooks are told an address without its password
            made = _made(reports, records, out, formats, jobs, spoken)
        if not made:
            raise typer.Exit(1)


def _made(reports: Any, records: Any, out: Path, formats: list[str], jobs: int | None, language: Language) -> bool:
    """Make the reports behind a progress bar; say at the end which could not be made."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from partnerlab.publish.batch import make_reports

    says = words(language)
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(says.say("Reports"), total=len(reports))
        made = make_reports(
            reports, out, formats=formats, jobs=jobs, records=records, done=lambda _made: bar.advance(task)
        )
    failed = [one for one in made if one.error]
    for one in failed:
        typer.echo(says.say(FAILED, file=one.report.file.as_posix(), reason=one.error), err=True)
    index = (out / "index.html").as_posix()
    typer.echo(
        says.say(DONE, count=len(made) - len(failed), all=len(made), folder=out.as_posix(), index=index),
        err=bool(failed),
    )
    return not failed
