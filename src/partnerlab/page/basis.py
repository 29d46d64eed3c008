"""On how many applications, scores or printed rows an answer rests: the line under every chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from partnerlab.catalogue import Entry
from partnerlab.charts.notes import TOTALS
from partnerlab.wording import Words, message

PRINTED = (
    message("Based on the printed table: {count} row."),
    "Based on the printed table: {count} rows.",
)
APPLICATIONS = (message("Based on {count} application."), "Based on {count} applications.")
LEFT_OUT = (message("{count} row is left out."), "{count} rows are left out.")
DERIVED = "award_rate"
"""The rates of a history, which rest on two figures that are counted already."""


@dataclass(frozen=True)
class Counted:
    """What the rows of a question's data are called, one and several; and which rows of its answer repeat a count.

    From the column `within` on, the rows of a group tell its parts, and each says the count of the whole group.
    """

    one: str = APPLICATIONS[0]
    several: str = APPLICATIONS[1]
    within: str = ""


SCORES = (message("Based on {count} score."), "Based on {count} scores.")
CONTESTS = (message("Based on {count} contest."), "Based on {count} contests.")
COUNTED = {
    "cohorts": Counted(within="cohort"),
    "continuation": Counted(within="status"),
    "issues": Counted(within="theme"),
    "leverage_by_project": Counted(within="application_id"),
    "survival": Counted(within="months"),
    "tiers": Counted(within="from_tier"),
    "reviewers": Counted(*SCORES),
    "decisive_experts": Counted(*SCORES, within="expert"),
    "outcomes": Counted(message("Based on {count} reported figure."), "Based on {count} reported figures."),
    "donors": Counted(message("Based on {count} gift."), "Based on {count} gifts."),
    "fund_leverage": Counted(message("Based on {count} fund."), "Based on {count} funds.", within="measured_on"),
    "funded_share": Counted(*CONTESTS),
    "project_lines": Counted(message("Based on {count} project line."), "Based on {count} project lines."),
    "history": Counted(
        message("Based on {count} figure of public pages."), "Based on {count} figures of public pages."
    ),
}
"""The questions whose data are not applications, or whose answers repeat a count; all others count applications."""


def basis(question: Entry, answer: pd.DataFrame, says: Words, *, printed: bool, notes: Iterable[str] = ()) -> str:
    """On how many rows of the data the shown rows of an answer rest, in words; nothing where it rests on none.

    `printed` says that the data are a printed table. Where rows are left out, and none of the `notes` says so with
    their number, the sentence that follows does.

    >>> from partnerlab.catalogue import entry
    >>> from partnerlab.wording import words
    >>> answer = pd.DataFrame({"year": [2003, 2004], "award_rate": [0.5, 0.4], "rows_used": [30, 70]})
    >>> basis(entry("awards"), answer, words("en"), printed=False)
    'Based on 100 applications.'
    """
    counted = COUNTED.get(question.name, Counted())
    used, left_out = used_and_left_out(question, answer)
    if not used:
        return ""
    one, several = PRINTED if printed else (counted.one, counted.several)
    said = says.plural(one, several, used)
    if left_out and not printed and not any(says.number(left_out) in note for note in notes):
        said += " " + says.plural(*LEFT_OUT, left_out)
    return said


def without_basis(notes: Iterable[str], question: Entry, answer: pd.DataFrame, says: Words) -> tuple[str, ...]:
    """A chart's notes without the one that says on what it rests: the line above them says it.

    >>> from partnerlab.catalogue import entry
    >>> from partnerlab.wording import words
    >>> answer = pd.DataFrame({"rows_used": [3]})
    >>> without_basis(["Based on 3 applications.", "A gap."], entry("awards"), answer, words("en"))
    ('A gap.',)
    """
    said = (says.plural(*APPLICATIONS, used_and_left_out(question, answer)[0]), says.say(TOTALS))
    return tuple(note for note in notes if note not in said)


def used_and_left_out(question: Entry, answer: pd.DataFrame) -> tuple[int, int]:
    """How many rows of the data an answer rests on, and how many it leaves out, each counted once.

    >>> from partnerlab.catalogue import entry
    >>> themes = pd.DataFrame({"year": [2003, 2003], "theme": ["a", "b"], "rows_used": [30, 30], "rows_left_out": 2})
    >>> used_and_left_out(entry("issues"), themes)
    (30, 2)
    """
    if "rows_used" not in answer:
        return len(answer), 0
    within = COUNTED.get(question.name, Counted()).within
    rows = answer
    if question.name == "history":
        rows = answer[answer["indicator"] != DERIVED]
    if within in answer:
        groups = list(answer.columns[: list(answer.columns).index(within)])
        rows = answer.drop_duplicates(groups) if groups else answer.head(1)
    used, left_out = (int(rows[name].sum()) if name in rows else 0 for name in ("rows_used", "rows_left_out"))
    return used, 0 if question.name == "history" else left_out
