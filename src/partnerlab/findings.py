"""What is wrong in a user's records: each place, as a sentence, as a table, and grouped by check."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, overload

from partnerlab.rules import RULES, SEVERITIES, Rule, Severity
from partnerlab.wording import Language, Words, reader_language, words

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = 5
LONGEST = 80
_GRAVITY = {severity: place for place, severity in enumerate(SEVERITIES)}

_ONE = "\N{NULL}"
_ONE_CELL = re.compile(rf" \([^()]*: {_ONE}\)")

Fact = str | int | float


@dataclass(frozen=True)
class Finding:
    """One thing found in a user's records, at its place in the file.

    `row` and `column` are as the spreadsheet shows them: the first row is 1, the column has its heading. `count`
    is how many cells a finding that sums up stands for; `row` is then the first of them. `facts` fill the
    sentence. `record` is the number of the application, where the file gives it one. `letter` is what the
    spreadsheet calls the column. `accepted` is the reason for which a user has accepted the finding, on the day
    `accepted_on`; such a one stops nothing. `seen` is the day of the check that found it first, empty if it is new.

    >>> Finding("not_an_amount", "contest.xlsx", "2003", 41, "Amount", "about 30").severity
    'error'
    """

    rule: str
    file: str
    sheet: str
    row: int | None
    column: str
    found: str
    count: int = 1
    facts: tuple[tuple[str, Fact], ...] = ()
    record: str = ""
    accepted: str = ""
    letter: str = ""
    accepted_on: str = ""
    seen: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is: error, warning or note."""
        return RULES[self.rule].severity

    @property
    def cell(self) -> str:
        """The cell as the spreadsheet calls it; empty where the finding is of no one cell.

        >>> Finding("not_an_amount", "a.csv", "", 41, "Amount", "about 30", letter="F").cell
        'F41'
        """
        return f"{self.letter}{self.row}" if self.letter and self.row is not None else ""

    def place(self, language: Language) -> str:
        """Where it is: file, sheet, row and column, as far as there are such.

        >>> Finding("not_an_amount", "contest.csv", "", 41, "Amount", "about 30").place("en")
        'contest.csv, row 41, «Amount»'
        """
        say = words(language).say
        parts = (
            self.file,
            say("sheet «{sheet}»", sheet=self.sheet) if self.sheet else "",
            say("row {row}", row=self.row) if self.row is not None else "",
            f"«{self.column}»" if self.column else "",
        )
        return ", ".join(part for part in parts if part)

    def text(self, language: Language | None = None) -> str:
        """The whole message: where, what was found, what was expected, what to do.

        >>> print(Finding("missing_organisation", "a.csv", "", 4, "NGO", "").text("en").split("; ")[0])
        a.csv, row 4, «NGO»: the organisation is missing
        """
        language = language or reader_language()
        rule = RULES[self.rule]
        expected = self.said(rule.expected, language)
        parts = (
            self.said(rule.found, language),
            words(language).say("expected: {expected}", expected=expected) if expected else "",
            self.said(rule.mend, language),
        )
        place = self.place(language)
        return (f"{place}: " if place else "") + "; ".join(part for part in parts if part)

    def said(self, template: str, language: Language) -> str:
        """A sentence of the finding's rule, its places filled, in the reader's language.

        >>> Finding("none_as_zero", "a.csv", "", 4, "Amount", "none").said("read as zero (cells: {count})", "en")
        'read as zero'
        """
        if not template:
            return ""
        speak = words(language)
        facts = {"found": shortened(self.found), **dict(self.facts)}
        days = RULES[self.rule].days
        said = {name: _written(name, fact, speak, day=name in days) for name, fact in facts.items()}
        count = _ONE if self.count == 1 else speak.number(self.count)  # nobody counts a single cell
        return _ONE_CELL.sub("", speak.say(template, **{"count": count, **said})).replace(_ONE, "1")


def _written(name: str, fact: Fact, speak: Words, *, day: bool) -> Fact:
    """A fact as a reader writes it: a day, an amount with no more decimals than it has, a currency as in prices."""
    if day:
        return _day(str(fact), speak)
    if name == "currency":
        return speak.currency(str(fact))
    if not isinstance(fact, float):
        return fact
    return speak.number(fact, next((places for places in range(6) if round(fact, places) == fact), 6))


def _day(text: str, speak: Words) -> str:
    try:
        return speak.short_day(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def shortened(text: str) -> str:
    """A cell's text on one line, cut where it is long.

    >>> shortened("two\\nlines")
    'two lines'
    """
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class Findings(Sequence[Finding]):
    """What was found, in order. The checks of all records run when somebody first looks: opening a file is quicker.

    >>> list(Findings(lambda: [Finding("made_ids", "a.csv", "", 2, "", "")]))[0].rule
    'made_ids'
    """

    def __init__(self, find: Callable[[], Iterable[Finding]]) -> None:
        """Take what finds them; it is called once at most."""
        self._find = find

    @cached_property
    def _found(self) -> tuple[Finding, ...]:
        return in_order(self._find())

    @overload
    def __getitem__(self, place: int) -> Finding: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...

    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        """One finding, or some of them."""
        return self._found[place]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        """Whether the same was found."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """As of a tuple of them."""
        return hash(self._found)

    def __repr__(self) -> str:
        """As a tuple of them."""
        return repr(self._found)

    def __reduce__(self) -> tuple[type, tuple[tuple[Finding, ...]]]:
        """To another process they go found."""
        return tuple, (self._found,)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as a reader wants them: errors first, then by sheet and row."""
    return tuple(
        sorted(findings, key=lambda one: (_GRAVITY[one.severity], one.file, one.sheet, one.row or 0, one.column))
    )


def findings_table(findings: Iterable[Finding], *, language: Language | None = None) -> pd.DataFrame:
    """What is wrong in records, one row a finding, in the reader's language.

    Shape: severity, sheet, row, column, found, expected, rule, file, count, message; errors first, then by
    sheet and row.

    >>> mistake = Finding("not_an_amount", "a.csv", "", 3, "Amount", "about 30")
    >>> findings_table([mistake], language="en").severity.tolist()
    ['error']
    """
    import pandas as pd

    speech = language or reader_language()
    say = words(speech).say
    rows = [
        {
            "severity": say(SEVERITIES[one.severity]),
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "found": one.found,
            "expected": one.said(RULES[one.rule].expected, speech),
            "rule": one.rule,
            "file": one.file,
            "count": one.count,
            "message": one.text(speech),
        }
        for one in in_order(findings)
    ]
    names = ("severity", "sheet", "row", "column", "found", "expected", "rule", "file", "count", "message")
    table = pd.DataFrame(rows, columns=list(names))
    return table.astype({name: "Int64" if name in ("row", "count") else "str" for name in names})


def findings_by_check(findings: Iterable[Finding], *, language: Language | None = None) -> list[dict[str, Any]]:
    """The findings grouped by check: what `partnerlab check --format json` writes.

    Shape: one object a check, gravest first: check, severity (`error`, `warning` or `note`, in any language), count
    and how many of them are accepted, question, mend, and up to five examples (file, sheet, row, column and its
    letter, the application's number, found, expected, and the reason if it is accepted).

    >>> mistake = Finding("not_an_amount", "a.csv", "", 3, "Amount", "about 30")
    >>> findings_by_check([mistake], language="en")[0]["count"]
    1
    """
    speech = language or reader_language()
    ordered = sorted(in_order(findings), key=lambda one: (_GRAVITY[one.severity], one.rule))
    return [
        _group(RULES[rule], rule, list(members), speech) for rule, members in groupby(ordered, key=lambda one: one.rule)
    ]


def _group(rule: Rule, name: str, members: Sequence[Finding], language: Language) -> dict[str, Any]:
    return {
        "check": name,
        "severity": rule.severity,
        "count": sum(one.count for one in members),
        "accepted": sum(one.count for one in members if one.accepted),
        "question": members[0].said(rule.question, language),
        "mend": members[0].said(rule.mend, language),
        "examples": [
            {
                "file": one.file,
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "letter": one.letter,
                "record": one.record,
                "found": one.found,
                "expected": one.said(rule.expected, language),
                "accepted": one.accepted,
            }
            for one in members[:EXAMPLES]
        ],
    }
