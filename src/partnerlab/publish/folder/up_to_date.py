"""Whether anything is to be made at all, told without opening the records or importing what would open them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from partnerlab.errors import RecordsWithErrors
from partnerlab.publish.folder import claims
from partnerlab.publish.folder.inputs import Inputs
from partnerlab.publish.folder.manifest import Facts, Manifest
from partnerlab.publish.plan import Report, besides

_ASSETS = Path(__file__).parents[1] / "templates" / "assets"
_WRITTEN = ("index.html", "assets/pages.js", "assets/plotly.min.js")


def known_facts(manifest: Manifest, inputs: Inputs, data: str, *, accept_errors: bool) -> Facts | None:
    """What an earlier run has found out about these very data; None where they must be opened.

    Raises:
        RecordsWithErrors: if they hold errors that were not accepted.
    """
    facts = manifest.facts.get(inputs.records) if inputs.comparable else None
    if facts is not None and facts.errors and not accept_errors:
        raise RecordsWithErrors(data, facts.errors)
    return facts


def nothing_to_make(
    out: Path, reports: Sequence[Report], formats: Iterable[str], *, inputs: Inputs, manifest: Manifest
) -> bool:
    """Whether every file of these reports, and what they share, is there and was made from the same things."""
    if manifest.damaged or claims.unfinished(out) or not _shared_there(out):
        return False
    asked = tuple(formats)
    every = [*reports, *besides(reports, asked)]
    return all(is_up_to_date(out, report, asked, inputs=inputs, manifest=manifest) for report in every)


def is_up_to_date(out: Path, report: Report, formats: Iterable[str], *, inputs: Inputs, manifest: Manifest) -> bool:
    """Whether every file of a report is there and was made from the same things; never told of a database."""
    if not inputs.comparable:
        return False
    digests = inputs.of(report)
    return all(manifest.up_to_date(out, file.as_posix(), digests) for file in report.files(formats))


def _shared_there(out: Path) -> bool:
    """Whether the index is there, and what all pages share as the package has it."""
    same = all(
        _size(out / "assets" / path.relative_to(_ASSETS)) == path.stat().st_size
        for path in _ASSETS.rglob("*")
        if path.is_file()
    )
    return same and all(_size(out / name) > 0 for name in _WRITTEN)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
