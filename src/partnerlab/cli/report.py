"""`partnerlab report`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from partnerlab.cli.options import Accept, Boundaries, Data, Mapping, Prices, Table
from partnerlab.cli.speech import say, speaking
from partnerlab.errors import ChangedData, NoApplicationsOf, WrongValue
from partnerlab.publish.plan import SECONDS
from partnerlab.wording import LANGUAGES, Language, Words, message, phrase, words

if TYPE_CHECKING:
    from partnerlab.dataset import Dataset
    from partnerlab.publish.folder.inputs import Inputs
    from partnerlab.publish.making import Made
    from partnerlab.publish.plan import Report

HELP = message(
    "Make the reports: every year of the data, in Russian and English. What is up to date is left as it is.\n\n"
    "Example: partnerlab report --data contest.xlsx --year 2001-2003"
)
DONE = message("Done: made {made}, unchanged {same}; open {index}.")
PARTLY = message("Done in part: made {made}, unchanged {same}, not made {failed}; open {index}.")
FAILED = message("Not made: {file}: {reason}")
STOPPED = message("Stopped. What was finished is kept in {folder}; the next run goes on from there.")
WAITING = message("Another run makes some of these files, such as {file}; waiting until it ends.")
SLOW = message("Notebooks could not be started the fast way; each takes some seconds longer.")
DAMAGED = message("{file}: something in it cannot be read; what it does not tell of is made again.")
_ANY_YEAR = 2001


@dataclass(frozen=True)
class Run:
    """What is asked for: which reports of which data, in which forms, and where."""

    reports: Sequence[Report]
    data: str
    inputs: Inputs
    formats: Sequence[str]
    out: Path
    jobs: int | None
    force: bool
    limit: int


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
        typer.Option(
            "--format",
            metavar="html|pdf|xlsx|ipynb",
            help=say("The form of the reports: pages, PDF, a workbook of all tables, notebooks. Can be given again."),
        ),
    ] = None,
    single_file: Annotated[
        bool, typer.Option("--single-file", help=say("Also each year's pages in one file, for e-mail."))
    ] = False,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=say("The folder for the reports."))] = Path(
        "reports"
    ),
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help=say("How many notebooks run at once."))] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Make all again, also what is up to date."))] = False,
    limit: Annotated[
        int, typer.Option("--time-limit", metavar="SECONDS", min=1, help=say("How long one report may take."))
    ] = SECONDS,
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
        from partnerlab.parameters import checked_names, checked_year, checked_years
        from partnerlab.publish import plan
        from partnerlab.publish.folder import inputs, manifest, up_to_date
        from partnerlab.sources.forms.addresses import remembered

        formats = checked_names(form or ["html"], plan.FORMATS, "format") + [plan.SINGLE] * single_file
        asked = sorted({one for text in year or [] for one in checked_years(text)})
        checked_names(language or (), LANGUAGES, "language")
        checked_names(notebook or (), plan.notebooks(), "notebook")
        priced = checked_year(prices, "--prices")
        extra = _parameters(parameter or [])
        extra |= {name: given for name, given in (("prices", priced), ("mapping", mapping)) if given is not None}
        drawn = {"boundaries": str(Path(boundaries).resolve())} if boundaries else {}
        source = plan.place(data, table)

        def planned(years: Sequence[int]) -> Run:
            reports = plan.plan(
                source, years=years, languages=language or (), names=notebook or (), parameters=extra, offered=drawn
            )
            return Run(plan.fitted(reports), source, made_from, formats, out, jobs, force, limit)

        made_from = inputs.gathered(source, mapping=mapping, boundaries=boundaries)
        before = manifest.read(out)
        if before.damaged:
            typer.echo(words(spoken).say(DAMAGED, file=(out / manifest.MANIFEST).as_posix()), err=True)
        known = up_to_date.known_facts(before, made_from, source, accept_errors=accept_errors)
        if known is not None and not force:
            run = planned(asked or known.years)
            if up_to_date.nothing_to_make(out, run.reports, formats, inputs=made_from, manifest=before):
                same = sum(bool(one.files(formats)) for one in (*run.reports, *plan.besides(run.reports, formats)))
                typer.echo(words(spoken).say(DONE, made=0, same=same, index=_index(out)))
                return
        if "pdf" in formats:
            from partnerlab.publish import browser

            browser.check()
        planned(asked or [_ANY_YEAR])  # a wrong parameter is told before the records are opened
        from partnerlab.publish.warm_kernel import start_ahead

        start_ahead()  # what kernels are forked from warms up beside the reading of the records
        records, years = _opened(data, source, mapping, table, accept_errors, priced=priced, boundaries=boundaries)
        if inputs.of_data(source) != made_from.data:
            raise ChangedData(source)
        if data is not None and (missing := [one for one in asked if one not in years]):
            raise NoApplicationsOf(tuple(missing), source, tuple(years))
        with remembered(data or source):  # the notebooks are told an address without its password
            whole = _make(planned(asked or years), records, spoken)
        if not whole:
            raise typer.Exit(1)


def _opened(
    data: str | None,
    source: str,
    mapping: str | None,
    table: str | None,
    accept_errors: bool,
    *,
    priced: int | None,
    boundaries: str | None,
) -> tuple[Dataset, list[int]]:
    """The records, found fit for what is asked, and their years: what cannot be is told first."""
    from partnerlab.publish import opening
    from partnerlab.sources.prices import in_prices

    records = opening.opened(data or source, mapping=mapping, table=table, accept_errors=accept_errors)
    if priced is not None:
        in_prices(records, priced)
    if boundaries is not None:
        opening.opened_boundaries(boundaries, records)
    return records, opening.known_years(records, source)


def _index(out: Path) -> str:
    return (out / "index.html").as_posix()


def _make(run: Run, records: Dataset, language: Language) -> bool:
    """Make the reports behind a progress bar; say at the end which could not be made."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from partnerlab.publish.batch import make_reports
    from partnerlab.publish.plan import besides

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
    try:
        with _slowness_told(says), bar:
            task = bar.add_task(says.say("Reports"), total=len([*run.reports, *besides(run.reports, run.formats)]))
            made = make_reports(
                run.reports,
                run.out,
                inputs=run.inputs,
                records=records,
                formats=run.formats,
                jobs=run.jobs,
                force=run.force,
                limit=run.limit,
                waiting=lambda files: typer.echo(says.say(WAITING, file=files[0]), err=True),
                done=lambda _made: bar.advance(task),
            )
    except KeyboardInterrupt:
        typer.echo(says.say(STOPPED, folder=run.out.as_posix()), err=True)
        raise typer.Exit(130) from None
    return _told(made, run.out, language)


@contextmanager
def _slowness_told(says: Words) -> Iterator[None]:
    """Say once, in a sentence, that kernels had to be started the slow way; other warnings stay as they are."""
    from partnerlab.publish.warm_kernel import SlowKernels

    usual = warnings.showwarning

    def told(text: Warning | str, category: type[Warning], *where: Any) -> None:
        if issubclass(category, SlowKernels):
            typer.echo(says.say(SLOW), err=True)
        else:
            usual(text, category, *where)

    warnings.showwarning = cast(Any, told)
    try:
        yield
    finally:
        warnings.showwarning = usual


def _told(made: Sequence[Made], out: Path, language: Language) -> bool:
    says = words(language)
    failed = [(one.report.file.as_posix(), one.failure) for one in made if one.failure is not None]
    for file, failure in failed:
        typer.echo(says.say(FAILED, file=file, reason=failure.text(language)), err=True)
    same = sum(one.up_to_date for one in made)
    typer.echo(
        says.say(
            PARTLY if failed else DONE,
            made=len(made) - same - len(failed),
            same=same,
            failed=len(failed),
            index=_index(out),
        ),
        err=bool(failed),
    )
    return not failed
