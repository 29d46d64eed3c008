"""What was found in many places alike is told once, with the places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from partnerlab.findings import EXAMPLES, Finding
from partnerlab.rules import RULES
from partnerlab.wording import Words, message

MORE = message("and {count} more")


def sentence(one: Finding, apart: Sequence[str], says: Words) -> str:
    """What is said of a finding beside its place: what was found, and what is not the same for all of its check."""
    return "; ".join(one.said(template, says.language) for template in (RULES[one.rule].found, *apart))


def told_once(findings: Iterable[Finding], said: Callable[[Finding], str]) -> list[list[Finding]]:
    """Findings of which the same is said under the same heading, together; new ones apart from those known."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.column, one.seen, said(one)), []).append(one)
    return list(alike.values())


def elsewhere(first: Finding, others: Sequence[Finding], says: Words) -> Iterator[str]:
    """Where the same was found too: in which rows of the sheet, on which sheets of the file, in which files."""
    rows = {str(one.row): None for one in others if (one.file, one.sheet) == (first.file, first.sheet)}
    sheets = {f"«{one.sheet}»": None for one in others if one.file == first.file and one.sheet != first.sheet}
    files = {one.file: None for one in others if one.file != first.file}
    if rows:
        yield says.plural("the same in row {places}", "the same in rows {places}", len(rows), places=_few(rows, says))
    if sheets:
        places = _few(sheets, says)
        yield says.plural("the same on sheet {places}", "the same on sheets {places}", len(sheets), places=places)
    if files:
        places = _few(files, says)
        yield says.plural("the same in file {places}", "the same in files {places}", len(files), places=places)


def _few(names: Iterable[str], says: Words) -> str:
    every = list(names)
    rest = len(every) - EXAMPLES
    return ", ".join(every[:EXAMPLES]) + (f" {says.say(MORE, count=says.number(rest))}" if rest > 0 else "")
