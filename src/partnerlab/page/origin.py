"""What a page says of its data at the very top: which city, from what, as of when; all of it from the data."""

from __future__ import annotations

import pandas as pd

from partnerlab.catalogue import entry
from partnerlab.dataset import Dataset
from partnerlab.errors import PartnerlabError
from partnerlab.page.content import Content
from partnerlab.sources.published import city, published
from partnerlab.wording import Words, message

PRINTED = message("from printed tables: {title}")
RECORDS = message("from the records of {title}")
MADE_UP = message("demonstration data, made up")
OF = message("date of the data: {date}")
UP_TO = message("data up to {date}")
COVERING = message("data of {years}")
CITY_HEADINGS = ("city", "город", "municipality", "муниципалитет", "муниципальное образование", "населенный пункт")
"""What a column of the records is called that names their city; the model has none."""
SEEN = "status_date"
PRESENTATION = "social_order"
"""A table that the presentation prints: its source is the presentation."""


def about(content: Content) -> dict[str, str | bool]:
    """City, origin and date of the data behind a page, in its language; what is not known is empty.

    The date is the source's own, or the latest day on which the records saw a project, or the years that they cover.
    """
    data, says = _first(content), content.words
    if data.kind == "published":
        source = says.say(PRINTED, title=data.source.text("title", says.language))
        date = data.source.text("date", says.language)
        dated = says.say(OF, date=date) if date else ""
        return {"city": city(says.language), "source": source, "date": dated, "synthetic": False}
    if data.source.synthetic:
        return {"city": "", "source": says.say(MADE_UP), "date": "", "synthetic": True}
    title = data.source.text("title", says.language)
    return {
        "city": _city(content.records),
        "source": says.say(RECORDS, title=title),
        "date": _date(content.records, says),
        "synthetic": False,
    }


def facts(content: Content) -> list[str]:
    """What `about` says, as texts in their order."""
    told = about(content)
    return [str(told[name]) for name in ("city", "source", "date") if told[name]]


def _first(content: Content) -> Dataset:
    """What the top of the page rests on: what answers its first question, or the presentation that it quotes."""
    if content.topic.opening and content.records.kind == "sample":
        return published(PRESENTATION)
    try:
        return content.data(entry(content.first)) if content.first else content.records
    except PartnerlabError:
        return content.records


def _city(records: Dataset) -> str:
    if not isinstance(records.frame, pd.DataFrame):
        return ""
    for name in records.frame.columns:
        if str(name).strip().lower().replace("ё", "е") in CITY_HEADINGS:
            named = {str(value).strip() for value in records.frame[name].dropna()} - {""}
            return named.pop() if len(named) == 1 else ""
    return ""


def _date(records: Dataset, says: Words) -> str:
    """The latest day on which a project was last seen: only this one is of what was observed, and not of a plan."""
    frame = records.frame
    if not isinstance(frame, pd.DataFrame):
        return ""
    if SEEN in frame:
        days = pd.to_datetime(frame[SEEN], errors="coerce").dropna()
        if len(days):
            return says.say(UP_TO, date=says.day(days.max().date()))
    covered = says.years(int(year) for year in frame["year"].dropna().unique()) if "year" in frame else ""
    return says.say(COVERING, years=covered) if covered else ""
