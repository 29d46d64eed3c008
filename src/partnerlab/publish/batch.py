"""papermill over the plan, several notebooks at a time: what is up to date is left, one that fails fails alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from partnerlab.dataset import Dataset
from partnerlab.page import FOUND
from partnerlab.page.content import warnings
from partnerlab.page.memory import VARIABLE as MEMORY
from partnerlab.page.memory import Memory
from partnerlab.publish import browser, export, log, pdf, site
from partnerlab.publish.engine import Kernels, Stopped
from partnerlab.publish.folder import claims
from partnerlab.publish.folder.inputs import Inputs
from partnerlab.publish.folder.manifest import Facts, Manifest
from partnerlab.publish.folder.scratch import scratch
from partnerlab.publish.folder.up_to_date import is_up_to_date
from partnerlab.publish.making import Made, Workshop
from partnerlab.publish.opening import known_years
from partnerlab.publish.plan import SECONDS, Report, besides, fitted
from partnerlab.wording import LANGUAGES, words


def make_reports(
    reports: Sequence[Report],
    out: Path,
    *,
    inputs: Inputs,
    records: Dataset,
    formats: Sequence[str] = ("html",),
    jobs: int | None = None,
    force: bool = False,
    limit: int = SECONDS,
    waiting: Callable[[Sequence[str]], None] = lambda _files: None,
    done: Callable[[Made], None] = lambda _made: None,
) -> list[Made]:
    """Make the reports that are not up to date, their index and the manifest; `done` hears of each as it ends.

    `records` are the data of all of them, `inputs` what they are made from. `jobs` kernels run at once, as many as
    there are cores unless it is said. A report that takes longer than `limit` seconds is given up. While another batch
    makes some of the same files in this folder it is waited for; `waiting` hears of which.

    Raises:
        UnknownParameter: before anything is made, if a notebook does not take a parameter.
        NoPrinting, NoBrowser: before anything is made, if PDF is asked for and cannot be printed here.
        KeyboardInterrupt: if it was stopped; what was finished stands in the folder, the manifest and the index.
    """
    asked = fitted(reports)
    if "pdf" in formats:
        browser.check()
    facts = Facts(tuple(known_years(records, reports[0].data)), records.errors, records.accepted)
    first, later = [report for report in asked if report.files(formats)], besides(asked, formats)
    files = [file for report in (*first, *later) for file in report.files(formats)]
    with log.of_run(out, inputs.edition) as logged:
        try:
            with claims.claimed(out, files, waiting=waiting) as claim, ExitStack() as stack:
                export.write_assets(out / "assets")
                shop = stack.enter_context(_workshop(out, formats, inputs, records, facts, limit, claim))

                def make(wanted: Sequence[Report]) -> Iterator[Made]:
                    for made in _all_made(wanted, shop, claim.manifest, jobs=jobs, force=force):
                        logged.append(made)
                        done(made)
                        yield made

                return sorted([*make(first), *make(later)], key=lambda made: made.report.file)
        finally:
            claims.joined(out, lambda manifest: _write_site(out, manifest, facts), facts=(inputs.records, facts))


@contextmanager
def _workshop(
    out: Path,
    formats: Sequence[str],
    inputs: Inputs,
    records: Dataset,
    facts: Facts,
    limit: int,
    claim: claims.Claim,
) -> Iterator[Workshop]:
    with scratch() as folder, pdf.printer() as printer:
        memory = Memory(folder)
        memory.keep_records(records)
        kernels = Kernels({FOUND: "{} {}".format(*facts.found), MEMORY: str(folder)}, limit, folder=folder)
        try:
            yield Workshop(out, formats, inputs, kernels, printer, memory, facts, claim.made)
        finally:
            kernels.stop()


def _all_made(
    reports: Sequence[Report], shop: Workshop, manifest: Manifest, *, jobs: int | None, force: bool
) -> Iterator[Made]:
    """Each report as it ends, those first that are up to date."""
    wanted = []
    for report in reports:
        if not force and is_up_to_date(shop.out, report, shop.formats, inputs=shop.inputs, manifest=manifest):
            yield Made(report, report.files(shop.formats), up_to_date=True)
        else:
            wanted.append(report)
    with ThreadPoolExecutor(max_workers=jobs or _cores()) as pool:
        running = [pool.submit(shop.made, report) for report in wanted]
        try:
            for ended in as_completed(running):
                yield ended.result()
        except (KeyboardInterrupt, GeneratorExit, Stopped):
            shop.kernels.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _cores() -> int:
    """The cores that this process may use: a scheduler may have given it some of the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _write_site(out: Path, manifest: Manifest, facts: Facts) -> None:
    said = {language: warnings(*facts.found, words(language)) for language in LANGUAGES}
    entries = [asdict(entry) for entry in manifest.entries.values()]
    site.write_site(out, entries, warnings=said, edition=manifest.edition)
