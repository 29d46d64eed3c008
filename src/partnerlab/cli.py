"""The command line: what a user types, in the user's language; the work is done elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from partnerlab.errors import PartnerlabError, WrongValue
from partnerlab.wording import Language, message, phrase, reader_language, words

_ = words(reader_language()).say

app = typer.Typer(
    help=_("What a city's yearly contest for NGO and neighbourhood projects achieves."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

REPORT_HELP = message(
    "Make the reports: every year of the data, in Russian and English.\n\nExample: partnerlab report "
    "--data contest.xlsx --year 2001-2003"
)
SERVE_HELP = message("Serve the dashboards on this machine.\n\nExample: partnerlab serve --data contest.xlsx")
CHECK_HELP = message("Say what is wrong in a file of records.\n\nExample: partnerlab check contest.xlsx --language ru")
TABLE_HELP = message("Print a metric's table.\n\nExample: partnerlab table leverage --format csv")
SAMPLE_HELP = message(
    "Write a synthetic contest, for trying things.\n\nExample: partnerlab sample sample.csv --applications 500"
)
CATALOGUE_HELP = message(
    "List every question: what it asks, which columns it needs, where its definition stands.\n\n"
    "Example: partnerlab catalogue --language ru"
)

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help=_(
            "Application records: .xlsx, .csv or .parquet. Without it: the "
            "printed tables, and the synthetic sample for what they lack."
        ),
    ),
]
Speak = Annotated[
    str | None, typer.Option("--language", metavar="ru|en", help=_("The language of words and messages."))
]
Prices = Annotated[
    str | None,
    typer.Option("--prices", metavar="YEAR", help=_("Constant roubles, of December of this year.")),
]
Boundaries = Annotated[
    str | None,
    typer.Option("--boundaries", metavar="FILE", help=_("The districts' boundaries: a GeoJSON file.")),
]
Accept = Annotated[
    bool,
    typer.Option("--accept-errors", help=_("Go on although the records hold errors; every page then says so.")),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write to this file, not to the screen."))]

DONE = message("Made {count} of {all} pages in {folder}; open {index}.")
FAILED = message("Not made: {file}: {reason}")
SERVING = message("Dashboards: {address} (stop with Ctrl+C)")
WRITTEN = message("Written: {file}")
BUSY = message("The port {port} is in use; choose another with --port.")


@contextmanager
def _speaking(language: Language | None = None) -> Iterator[None]:
    """Say what went wrong in one sentence, and end with its exit status."""
    try:
        yield
    except PartnerlabError as error:
        typer.echo(error.text(language), err=True)
        raise typer.Exit(error.status) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _language(asked: str | None) -> Language | None:
    from partnerlab.parameters import checked_language

    return None if asked is None else checked_language(asked)


def _parameters(given: list[str]) -> dict[str, object]:
    """Parameters as papermill types them: NAME=VALUE, a number where it reads as one."""
    parsed: dict[str, object] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise WrongValue("--parameter", text, phrase("a name and a value, such as year=2003"))
        parsed[name] = int(value) if value.lstrip("-").isdigit() else value
    return parsed


@app.command(help=_(REPORT_HELP))
def report(
    data: Data = None,
    year: Annotated[
        list[str] | None,
        typer.Option("--year", metavar="YEARS", help=_("Only these years: 2003, or 1999-2004.")),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="ru|en", help=_("Only this language."))
    ] = None,
    notebook: Annotated[
        list[str] | None, typer.Option("--notebook", metavar="NAME", help=_("Only this notebook."))
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="html|ipynb", help=_("The form of the reports: html, ipynb.")),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("The folder for the reports."))] = Path(
        "reports"
    ),
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help=_("How many notebooks run at once."))] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", metavar="NAME=VALUE", help=_("Another parameter of the notebook.")),
    ] = None,
    prices: Prices = None,
    boundaries: Boundaries = None,
    accept_errors: Accept = False,
    messages: Annotated[
        str | None, typer.Option("--messages", metavar="ru|en", help=_("The language of messages."))
    ] = None,
) -> None:
    """Make the reports."""
    with _speaking():
        spoken = _language(messages)
    with _speaking(spoken):
        from partnerlab.page import PUBLISHED
        from partnerlab.parameters import checked_names, checked_year, checked_years
        from partnerlab.publish import plan
        from partnerlab.sources.prices import in_prices

        formats = checked_names(form or ["html"], ["html", "ipynb"], "format")
        asked = sorted({one for text in year or [] for one in checked_years(text)})
        extra = _parameters(parameter or [])
        priced = checked_year(prices, "--prices")
        if priced is not None:
            extra["prices"] = priced
        source = data or PUBLISHED
        records = plan.opened(source, accept_errors=accept_errors)
        if priced is not None:
            in_prices(records, priced)  # what cannot be priced is told before anything is made
        drawn = {"boundaries": plan.opened_boundaries(boundaries, records)} if boundaries else {}
        years = asked or plan.known_years(records, source)
        reports = plan.plan(
            source, years=years, languages=language or (), names=notebook or (), parameters=extra, offered=drawn
        )
        if not _made(reports, out, formats, jobs, spoken):
            raise typer.Exit(1)


def _made(reports: Any, out: Path, formats: list[str], jobs: int | None, language: Language | None) -> bool:
    """Make the reports behind a progress bar; say at the end which could not be made."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from partnerlab.publish.batch import make_reports

    says = words(language or reader_language())
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
        made = make_reports(reports, out, formats=formats, jobs=jobs, done=lambda _made: bar.advance(task))
    failed = [one for one in made if one.error]
    for one in failed:
        typer.echo(says.say(FAILED, file=one.report.file.as_posix(), reason=one.error), err=True)
    index = (out / "index.html").as_posix()
    typer.echo(
        says.say(DONE, count=len(made) - len(failed), all=len(made), folder=out.as_posix(), index=index),
        err=bool(failed),
    )
    return not failed


@app.command(help=_(SERVE_HELP))
def serve(
    data: Data = None,
    language: Speak = None,
    host: Annotated[str, typer.Option("--host", help=_("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=_("The port to listen on."))] = 8866,
    boundaries: Boundaries = None,
    accept_errors: Accept = False,
) -> None:
    """Serve the dashboards."""
    with _speaking():
        spoken = _language(language)
    with _speaking(spoken):
        import socket

        from partnerlab.page import PUBLISHED
        from partnerlab.publish import plan
        from partnerlab.publish.serve import serve as serve_dashboards

        source = str(Path(data).resolve()) if data else PUBLISHED
        records = plan.opened(data or PUBLISHED, accept_errors=accept_errors)
        outlines = plan.opened_boundaries(boundaries, records) if boundaries else None
        says = words(spoken or reader_language())
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError:
                typer.echo(says.say(BUSY, port=port), err=True)
                raise typer.Exit(1) from None
        typer.echo(says.say(SERVING, address=f"http://{host}:{port}/"), err=True)
        serve_dashboards(source, records, language=spoken, host=host, port=port, boundaries=outlines)


@app.command(help=_(TABLE_HELP))
def table(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The metric; «partnerlab catalogue» lists them."))],
    data: Data = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="COLUMNS", help=_("Group by these columns, such as year,district.")),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|csv|json|xlsx", help=_("The form of the table."))
    ] = "text",
    prices: Prices = None,
    language: Speak = None,
    out: Out = None,
) -> None:
    """Print a metric's table."""
    with _speaking():
        spoken = _language(language)
    with _speaking(spoken):
        from partnerlab.parameters import checked, checked_names
        from partnerlab.publish import tables

        checked_names([form], tables.FORMS, "format")
        asked = checked(None, spoken or reader_language(), prices)
        columns = tuple(part.strip() for part in by.split(",") if part.strip()) if by is not None else None
        content, synthetic = tables.table(name, data, asked, by=columns, form=form)
        target = tables.marked(out, synthetic)
        _give(content, target)
        if target != out:
            typer.echo(words(asked.language).say(WRITTEN, file=target), err=True)


@app.command(help=_(CHECK_HELP))
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("The file of records."))],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help=_("The form of the findings."))] = "text",
    language: Speak = None,
    out: Out = None,
) -> None:
    """Say what is wrong in a file of records."""
    with _speaking():
        spoken = _language(language)
    with _speaking(spoken):
        from partnerlab.parameters import checked_names
        from partnerlab.publish import tables

        checked_names([form], ["text", "json"], "format")
        said, errors = tables.findings(file, form=form, language=spoken or reader_language())
        _give(said, out)
        if errors:
            raise typer.Exit(1)


@app.command(help=_(SAMPLE_HELP))
def sample(
    out: Annotated[Path, typer.Argument(metavar="OUT", help=_("The file to write: .csv, .xlsx or .parquet."))],
    applications: Annotated[int, typer.Option("--applications", help=_("How many applications."))] = 2000,
    years: Annotated[str, typer.Option("--years", help=_("The years of the contest."))] = "1999-2004",
    seed: Annotated[int, typer.Option("--seed", help=_("The same seed gives the same contest."))] = 2004,
) -> None:
    """Write a synthetic contest."""
    with _speaking():
        from partnerlab.parameters import checked_years
        from partnerlab.publish import tables
        from partnerlab.sources.sample import sample_records

        written = tables.write_records(sample_records(applications, seed=seed, years=checked_years(years)), out)
        typer.echo(words(reader_language()).say(WRITTEN, file=written.as_posix()))


@app.command(help=_(CATALOGUE_HELP))
def catalogue(language: Speak = None) -> None:
    """List every question."""
    with _speaking():
        spoken = _language(language)
        from partnerlab.publish import tables

        typer.echo(tables.catalogue(spoken or reader_language()))


def _give(content: str | bytes, out: Path | None) -> None:
    """Write a result to its file, or to the screen."""
    if out is not None:
        from partnerlab.publish.export import write_whole

        write_whole(out, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        typer.echo(content)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
