"""Findings as a person reads them: the verdict first, then each question with its places and how to mend them."""

from __future__ import annotations

import datetime
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any, Literal

from partnerlab.findings import EXAMPLES, Finding
from partnerlab.publish.checking.alike import MORE, elsewhere, sentence, told_once
from partnerlab.publish.checking.check import Checked, accepted_as
from partnerlab.rules import RULES, SEVERITIES, Severity
from partnerlab.sources.findings_file import Remembered
from partnerlab.wording import NO_BREAK_SPACE, Language, Words, message, terminal_word, words

Style = Literal["", "bold", "error", "warning", "note", "quiet", "good"]

SEVERITY_COUNTS = {"error": message("errors:"), "warning": message("warnings:"), "note": message("notes:")}
SECTIONS: Mapping[Severity, str] = {
    "error": message("ERRORS. Mend them, or accept them with a reason: until then no report is made"),
    "warning": message("WARNINGS. Something is left out, or needs a look"),
    "note": message("NOTES. How the file was read; nothing to mend"),
}
READ = message("{file}: {applications}, {years}")
YEARS = message("years: {years}")
NO_YEARS = message("the years are not known")
CLEAN = message("nothing is wrong")
COUNTS = message("Found {counts}.")
BLOCKED = message("No report is made until the errors are mended or accepted.")
READY = message("Reports can be made.")
SINCE = message("Since the last check: new {new}, mended {mended}.")
ACCEPTED_COUNT = message("accepted: {count}")
QUESTION = message("{question} Found: {count}")
EXPECTED = message("Expected: {expected}")
MEND = message("What to do: {mend}")
NEW = message("new")
ACCEPTED = message("ACCEPTED. They stop no report")
REASON = message("{finding}: accepted, «{reason}» ({day})")
MENDED = message("MENDED SINCE THE LAST CHECK")
HINTS = (
    message("Every place, one in a line: {command} --all"),
    message("A copy of the workbook with the cells marked: {command} --format xlsx"),
    message(
        "If something is right as it stands, write the reason into findings.csv, or: {command} --accept {place} "
        '--reason "..."'
    ),
)


@dataclass(frozen=True)
class Line:
    """A line for a person: its text, how far it stands in, and how it looks on a terminal."""

    text: str
    indent: int = 0
    style: Style = ""


def lines(one: Checked, *, language: Language, every: bool = False) -> list[Line]:
    """All that is to be said of a checked file; with `every`, each finding stands in a line of its own."""
    says = words(language)
    own = "" if one.path is not None and one.path.is_dir() else one.name
    open_ones = [finding for finding in one.findings if not finding.accepted]
    said = [*verdict(one, says)]
    for severity in SEVERITIES:
        of_severity = [finding for finding in open_ones if finding.severity == severity]
        if of_severity:
            said += [Line(""), Line(says.say(SECTIONS[severity]), 0, severity)]
            said += _by_check(of_severity, says, told=not one.first, every=every, own=own)
    said += _accepted([finding for finding in one.findings if finding.accepted], says, every=every, own=own)
    said += _mended(one.mended, says, every=every)
    if not every and any(finding.severity != "note" for finding in open_ones):
        said += [Line(""), *_hints(one, open_ones, says)]
    return said


def _hints(one: Checked, findings: Sequence[Finding], says: Words) -> Iterator[Line]:
    """What can be done next, as it is typed; a warning is more often right as it stands than an error."""
    worth = min(findings, key=lambda finding: (finding.severity != "warning", not finding.cell))
    command = f"partnerlab check {terminal_word(one.typed)}"
    for hint in HINTS:
        yield Line(says.say(hint, command=command, place=terminal_word(accepted_as(worth))), 0, "quiet")


def as_text(said: Iterable[Line], *, width: int | None = None) -> str:
    """The lines as plain text, broken at `width`; whole where there is none.

    >>> print(as_text([Line("a line that is far too long", indent=2)], width=24))
      a line that is far too
        long
    """
    return "\n".join(text for line in said for text in broken(line, width)).replace(NO_BREAK_SPACE, " ")


def broken(line: Line, width: int | None) -> list[str]:
    """A line as it fits a terminal of that width."""
    margin = " " * line.indent
    if width is None or not line.text:
        return [margin + line.text]
    return textwrap.wrap(
        line.text, max(width, 2 * line.indent + 20), initial_indent=margin, subsequent_indent=margin + "  "
    )


def verdict(one: Checked, says: Words) -> Iterator[Line]:
    """The first lines: what was read, how much was found, whether reports can be made, what is new."""
    frame = one.records.frame
    years = frame["year"].dropna().unique().tolist() if "year" in frame.columns else []
    applications = says.plural("{count} application", "{count} applications", len(frame))
    when = says.say(YEARS, years=says.years(years)) if years else says.say(NO_YEARS)
    read = says.say(READ, file=one.name, applications=applications, years=when)
    if not one.findings:
        yield Line(f"{read}; {says.say(CLEAN)}.", 0, "good")
    else:
        counts = Counter(finding.severity for finding in one.findings if not finding.accepted)
        parts = [f"{says.say(SEVERITY_COUNTS[name])} {says.number(counts[name])}" for name in SEVERITIES]
        if accepted := sum(bool(finding.accepted) for finding in one.findings):
            parts.append(says.say(ACCEPTED_COUNT, count=says.number(accepted)))
        yield Line(f"{read}.", 0, "bold")
        outcome = says.say(BLOCKED if counts["error"] else READY)
        found = says.say(COUNTS, counts=", ".join(parts))
        yield Line(f"{found} {outcome}", 0, "error" if counts["error"] else "good")
    if not one.first:
        new = sum(not finding.seen for finding in one.findings)
        yield Line(says.say(SINCE, new=says.number(new), mended=says.number(len(one.mended))))


def _by_check(findings: Sequence[Finding], says: Words, *, told: bool, every: bool, own: str) -> Iterator[Line]:
    by_rule = sorted(findings, key=lambda one: one.rule)
    groups = [list(members) for _, members in groupby(by_rule, key=lambda one: one.rule)]
    for members in sorted(groups, key=lambda group: -sum(one.count for one in group)):
        yield from _check(members, says, told=told, every=every, own=own)


def _check(members: Sequence[Finding], says: Words, *, told: bool, every: bool, own: str) -> Iterator[Line]:
    first, rule = members[0], RULES[members[0].rule]
    total = says.number(sum(one.count for one in members))
    question = says.say(QUESTION, question=first.said(rule.question, says.language), count=total)
    yield Line("")
    yield Line(f"{question} ({first.rule})", 0, "bold")
    apart = []
    for title, template in ((EXPECTED, rule.expected), (MEND, rule.mend)):
        alike = {one.said(template, says.language) for one in (members if "{" in template else members[:1])}
        if len(alike) > 1:
            apart.append(template)
        elif text := alike.pop():
            yield Line(says.say(title, expected=text, mend=text), 2, "quiet" if title == EXPECTED else "")

    def place(one: Finding) -> Line:
        return _place(one, says, apart=apart, told=told, every=every, own=own)

    if every:
        yield from map(place, members)
        return
    groups = told_once(members, lambda one: sentence(one, apart, says))
    for first, *others in groups[:EXAMPLES]:
        line = place(first)
        yield replace(line, text="; ".join((line.text, *elsewhere(first, others, says))))
    yield from _rest(list(chain(*groups[EXAMPLES:])), says)


def _some(members: Sequence[Any], place: Callable[[Any], Line], says: Words, *, every: bool) -> Iterator[Line]:
    shown = members if every else members[:EXAMPLES]
    yield from map(place, shown)
    yield from _rest(members[len(shown) :], says)


def _rest(members: Sequence[Any], says: Words) -> Iterator[Line]:
    if members:
        yield Line(says.say(MORE, count=says.number(sum(member.count for member in members))), 4, "quiet")


def _place(one: Finding, says: Words, *, apart: Sequence[str], told: bool, every: bool, own: str) -> Line:
    words_of_it = sentence(one, apart, says)
    place = (replace(one, file="") if one.file == own and not every else one).place(says.language)
    said = f"{place}: {words_of_it}" if place else words_of_it
    if told and not one.seen:
        said = f"[{says.say(NEW)}] {said}"
    return Line(f"{says.say(SEVERITIES[one.severity])} {one.rule}: {said}" if every else said, 4)


def _accepted(findings: Sequence[Finding], says: Words, *, every: bool, own: str) -> Iterator[Line]:
    if not findings:
        return
    yield from (Line(""), Line(says.say(ACCEPTED), 0, "good"))

    def place(one: Finding) -> Line:
        said = _place(one, says, apart=(), told=False, every=every, own=own).text
        return Line(says.say(REASON, finding=said, reason=one.accepted, day=_day(one.accepted_on, says)), 4)

    yield from _some(findings, place, says, every=every)


def _day(day: str, says: Words) -> str:
    try:
        return says.day(datetime.date.fromisoformat(day))
    except ValueError:  # as a user has typed it
        return day or says.say(NEW)


def _mended(rows: Sequence[Remembered], says: Words, *, every: bool) -> Iterator[Line]:
    if not rows:
        return
    yield from (Line(""), Line(says.say(MENDED), 0, "good"))

    def place(row: Remembered) -> Line:
        was = Finding(row.rule, row.file, row.sheet, row.row, row.column, row.found).place(says.language)
        question = says.say(RULES[row.rule].question) if row.rule in RULES else row.rule
        return Line(f"{was}: " + (f"«{row.found}» — {question}" if row.found else question), 4)

    yield from _some(rows, place, says, every=every)
