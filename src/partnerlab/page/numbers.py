"""The contest in six numbers: each from the table of one question, with its change from the contest before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, cast

import pandas as pd

from partnerlab.catalogue import Entry, entry
from partnerlab.charts import notes
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.dataset import Dataset
from partnerlab.errors import PartnerlabError
from partnerlab.metrics.continuation import CONTINUES, UNKNOWN
from partnerlab.page import numbers_said as said
from partnerlab.page.card import unanswered
from partnerlab.page.content import Content
from partnerlab.wording import Words, message

Tone = Literal["attracted", "budget", "counted", "ethnic"]
"""What a number is of, and so its colour on every page."""
YEARLY = ("year",)


@dataclass(frozen=True)
class Number:
    """One number of a year in the reader's language, all of it text: what it is, what it was before, what it rests on.

    `topic` is the page of its question. `value` is the number itself, `sentence` what it counts, `change` its
    difference from the contest before and `caution` how to take that. Where there is no number `why` says so and they
    are empty. `years` are the values of all years for a small picture, None where a year has none.
    """

    name: str
    topic: str
    heading: str
    tone: Tone
    year: int | None = None
    value: str = ""
    sentence: str = ""
    change: str = ""
    caution: str = ""
    why: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    synthetic: bool = False
    years: tuple[tuple[int, float | None], ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is taken for one of the six: a column of a question's table, the first of `questions` that is answered."""

    questions: tuple[str, ...]
    topic: str
    heading: str
    tone: Tone
    column: str
    form: said.Form
    sentence: Callable[[Row, Words, str], str]


SIX = (
    Asked(
        ("leverage",), "leverage", message("Money beside the budget's"), "attracted",
        "leverage", "coins", said.leverage,
    ),
    Asked(
        ("participation",), "participation", message("Organisations taking part"), "counted",
        "active", "count", said.participation,
    ),
    Asked(
        ("awards",), "participation", message("Applications that won"), "counted",
        "award_rate", "share", said.awards,
    ),
    Asked(
        ("social_order", "leverage"), "social_order", message("Money awarded"), "budget",
        "budget", "money", said.money,
    ),
    Asked(
        ("ethnic_issues",), "ethnic_issues", message("Projects on ethnic issues"), "ethnic",
        "share_of_winners", "share", said.ethnic_issues,
    ),
    Asked(
        ("continuation",), "after_funding", message("After the funding"), "counted",
        "continues", "share", said.continuation,
    ),
)  # fmt: skip


def numbers(content: Content) -> tuple[Number, ...]:
    """The contest of the page's year in six numbers; of the latest known year each, where the page has no year.

    Every number is that of its question's table. A change is the difference of the two numbers as they are shown, from
    the last contest before it of which the number is known; an open contest is compared with none.

    >>> from partnerlab.parameters import checked
    >>> one, *_ = numbers(Content("contest", checked(2001, "en"), "published"))
    >>> one.value.replace("\\xa0", " "), one.change.replace("\\xa0", " ")
    ('8.43 RUB', '2.91 RUB more than in 2000 (5.52 RUB).')
    """
    return tuple(_number(asked, content) for asked in SIX)


def _number(asked: Asked, content: Content) -> Number:
    says, question = content.words, entry(asked.questions[0])
    unknown = Number(question.name, asked.topic, says.say(asked.heading), asked.tone, content.year)
    try:
        question, table = _answered(asked, content)
    except PartnerlabError as error:
        card = unanswered(question, content.records, error, language=content.language)
        source = _source(content.records, says)
        return replace(unknown, why=" ".join(card.notes), source=source, synthetic=card.synthetic)
    if question.name not in asked.questions[:1]:
        unknown = replace(unknown, name=question.name, topic=question.name)
    data = content.data(question)
    unknown = replace(unknown, source=_source(data, says), synthetic=data.source.synthetic)
    own = [name for name in map(str, table.columns) if name != "year"]
    rows = rows_of(table, own=own, column=asked.column, year=content.year, language=content.language)
    if not rows.asked:
        return replace(unknown, why=notes.lacking(rows, content.year))
    return _known(unknown, asked, rows, data, content)


def _known(unknown: Number, asked: Asked, rows: Rows, data: Dataset, content: Content) -> Number:
    says, row, before = content.words, rows.asked[0], _before(rows, data)
    change, caution = _change(asked, row, before, data, says)
    return replace(
        unknown,
        year=row.year,
        value=said.written(asked.form, row.number(asked.column), says, data.currency),
        sentence=asked.sentence(row, says, data.currency),
        change=change,
        caution=caution,
        notes=tuple(_notes(asked, row, before, data, content)),
        years=tuple((line.year, line.number(asked.column)) for line in rows.lines if line.year is not None),
    )


def _answered(asked: Asked, content: Content) -> tuple[Entry, pd.DataFrame]:
    """The first of the questions that the data answer, with its table; why the first has none, where all have none."""
    failed: list[PartnerlabError] = []
    for name in asked.questions:
        try:
            return entry(name), yearly(content.answer(entry(name), YEARLY if name == "continuation" else None))
        except PartnerlabError as error:
            failed.append(error)
    raise failed[0]


def yearly(table: pd.DataFrame) -> pd.DataFrame:
    """A table with one row a year; of what became of projects, the counts beside the share that goes on.

    >>> fates = pd.DataFrame({"year": [2001, 2001], "status": ["ended", "unknown"], "projects": [3, 1]})
    >>> yearly(fates).to_dict("list")
    {'year': [2001], 'continuing': [0], 'known': [3], 'unknown': [1]}
    """
    if "status" not in table:
        return table
    counts = table.pivot_table(index="year", columns="status", values="projects", aggfunc="sum")
    counts = counts.reindex(columns=sorted({*counts.columns, *CONTINUES, UNKNOWN}), fill_value=0)
    told = pd.DataFrame(
        {
            "continuing": counts[list(CONTINUES)].sum(axis=1),
            "known": counts.drop(columns=UNKNOWN).sum(axis=1),
            "unknown": counts[UNKNOWN],
        }
    )
    whole = table.drop(columns=["status", "projects", "share"], errors="ignore").drop_duplicates("year")
    return whole.merge(told, left_on="year", right_index=True)


def _before(rows: Rows, data: Dataset) -> Row | None:
    """The last contest before the year that is asked for of which the number is known; none while that one is open."""
    year = rows.asked[0].year
    if year is None or _open(year, data):
        return None
    earlier = [row for row in rows.known if row.year is not None and row.year < year and not _open(row.year, data)]
    return max(earlier, key=lambda row: cast(int, row.year), default=None)


def _open(year: int, data: Dataset) -> bool:
    return data.calendar.get(year) == "open"


def _change(asked: Asked, row: Row, before: Row | None, data: Dataset, says: Words) -> tuple[str, str]:
    """The change in words, and what is to be known of it: in what prices it is, whether chance could have made it."""
    now, then = row.number(asked.column), before.number(asked.column) if before else None
    if row.year is not None and _open(row.year, data):
        return "", says.say(said.OPEN, year=row.year)
    if before is None or now is None or then is None:
        return "", says.say(said.FIRST)
    change = said.changed(asked.form, now, then, year=before.year, says=says, currency=data.currency)
    caution = ""
    if asked.form == "money":
        prices = data.source.prices
        caution = says.say(said.OWN_PRICES) if prices is None else says.say(said.CONSTANT, year=prices)
    elif said.is_change(asked.form, now, then) and said.within_chance(row, before, asked.column):
        caution = says.say(said.CHANCE)
    return change, caution


def _notes(asked: Asked, row: Row, before: Row | None, data: Dataset, content: Content) -> Iterator[str]:
    """What the number rests on: its interval, the applications counted, and where these are few."""
    says, printed = content.words, notes.printed(data.source)
    interval = row.interval(asked.column)
    if interval:
        yield said.interval(asked.form, interval, says, data.currency)
    if f"{asked.column}_low" in row.cells and not printed:
        few = [line for line in (row, before) if line is not None and line.interval(asked.column) is None]
        yield from (says.say(said.FEW, year=line.year) for line in few)
    if asked.questions == ("continuation",):
        yield from _over_all_years(content)
    if printed:
        yield says.say(said.PRINTED)
    elif used := int(row.number("rows_used") or 0):
        yield says.plural("Based on {count} application.", "Based on {count} applications.", used)


def _over_all_years(content: Content) -> Iterator[str]:
    """What the page of the question says first: all years together, since projects end years after their contest."""
    whole = content.answer(entry("continuation"))
    share = None if whole.empty else whole["continues"].iloc[0]
    if share is not None and not pd.isna(share):
        yield content.words.say(said.ALL_YEARS, share=content.words.share(share))


def _source(data: Dataset, says: Words) -> str:
    """Who said it, in short: the page of the question has all of it."""
    told = (data.source.text(name, says.language) for name in said.SOURCE)
    return says.say("Source: {source}", source=", ".join(text for text in told if text))
