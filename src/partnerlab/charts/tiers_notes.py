"""What the steps from one tier of contests to the next say in words: their names, their numbers, who is not in them."""

from __future__ import annotations

from itertools import pairwise

from partnerlab.charts import notes, style, trend
from partnerlab.charts.rows import BETWEEN, Row, Rows
from partnerlab.dataset import Source
from partnerlab.wording import Words, message

STEPS = {
    ("district", "city"): message("From a district contest to the city's"),
    ("district", "regional"): message("From a district by way of the city's to the region's"),
    ("city", "regional"): message("From the city's contest to the region's"),
}
PLACES = {
    ("district", "city"): (message("a district contest"), message("the city's")),
    ("district", "regional"): (message("a district contest"), message("the region's")),
    ("city", "regional"): (message("the city's contest"), message("the region's")),
}
"""Where a step begins and leads to, within a sentence."""
STARTS = {"district": message("In the district contests"), "city": message("In the city's contest")}
STAGES = (message("began"), message("went on"), message("won there"))
LEFT_OUT = message("the organisation, the year or the tier is not recorded, or the contest is still open.")


def begun(row: Row) -> bool:
    """Whether any organisation began where the step begins."""
    return bool(row.number("organisations"))


def _pair(row: Row) -> tuple[str, str]:
    return str(row.cells.get("from_tier")), str(row.cells.get("to_tier"))


def step_of(row: Row, groups: Rows, text: Words) -> str:
    """The step; of several groups, with the group before it, its year being the title's."""
    step = text.say(STEPS[_pair(row)]) if _pair(row) in STEPS else " → ".join(_pair(row))
    if len(groups.lines) == 1:
        return step
    return groups.within(row) + BETWEEN + step


def counts_of(row: Row) -> list[float]:
    """Organisations that began, went on, won; as far as it is known."""
    found = [row.number(column) for column in ("organisations", "applied", "won")]
    return [count for count in found if count is not None]


def numbers(row: Row, text: Words) -> list[str]:
    """What stands under each block: its number, and of how many it is."""
    counts = [text.number(count) for count in counts_of(row)]
    said = counts[:1]
    said += [text.say("{part} of {whole}", part=part, whole=whole) for whole, part in pairwise(counts)]
    if len(said) > 1 and row.number("applied_share") is not None:
        said[1] += f"<br>{text.share(row.number('applied_share'))}"
    return said


def _title(row: Row, text: Words) -> str:
    """The step in a sentence, as far as its numbers are known."""
    began, *further = map(int, counts_of(row))
    first, following = PLACES.get(_pair(row), _pair(row))
    said = text.plural(
        "Of {count} organisation that began in {first}",
        "Of {count} organisations that began in {first}",
        began,
        first=text.say(first),
    )
    if not further:
        return text.say("{organisations} it is not known how many went on", organisations=said)
    said += " " + text.plural(
        "{count} ({share}) went on to {next}",
        "{count} ({share}) went on to {next}",
        further[0],
        share=text.whole_share(further[0] / began),
        next=text.say(following),
    )
    if len(further) == 1 or not further[0]:
        return said
    return said + ", " + text.plural("{count} won there", "{count} won there", further[1])


def said(rows: Rows, groups: Rows, text: Words, source: Source | None, year: int | None) -> style.Said:
    """All that the chart says: of the one group of the title, or of the one in which most organisations began."""

    def one(row: Row) -> str:
        return rows.of(row, _title(row, text))

    def most(row: Row) -> str:
        return text.say(
            "The most organisations began here: {group}, {count}",
            group=row.label,
            count=text.number(row.number("organisations")),
        )

    subtitle = text.say("organisations that went on from one tier of contests to the next")
    subtitle += f", {rows.year}" if rows.year else notes.period(groups, year)
    about = subtitle
    if any(row.number("median_years") is not None for row in rows.asked):
        subtitle += text.say("; the years between are a median")
    said = (
        text.say(
            "Those that came to the region's contest by way of the city's are among those that came to the city's."
        ),
        *_directly(rows, groups, text),
        *_late(rows, groups, text),
        *notes.basis(groups, why_left_out=LEFT_OUT, source=source),
    )
    if len(rows.asked) > trend.LISTED:
        told = trend.among(groups, about, value=lambda row: text.number(row.number("organisations")))
    else:
        told = f"{about}: " + "; ".join(_told(row, groups, text) for row in rows.asked)
    return style.Said(
        groups.title(one=one, most=most), subtitle, trend.sentences(told), said, lead=notes.all_years(groups, year)
    )


def _directly(rows: Rows, groups: Rows, text: Words) -> list[str]:
    """Those that passed over a tier: they are not in the step that leads by way of it."""
    counted = [(row, int(row.number("directly") or 0)) for row in rows.asked if row.number("directly")]
    said = [
        text.plural(
            "{count} organisation came from a district contest to the region's and passed over the city's.",
            "{count} organisations came from a district contest to the region's and passed over the city's.",
            count,
        )
        for _, count in counted
    ]
    if len(groups.lines) == 1:
        return said
    return [
        text.say("{step}: {note}", step=step_of(row, groups, text), note=note)
        for (row, _), note in zip(counted, said, strict=True)
    ]


def _late(rows: Rows, groups: Rows, text: Words) -> list[str]:
    """The latest starters, of which nothing further can be known yet."""
    late: dict[tuple[str, int], None] = {}
    for row in rows.asked:
        if count := int(row.number("censored") or 0):
            late[_start(row, groups, text), count] = None
    return [
        text.say(
            "{start}: {note}",
            start=start,
            note=text.plural(
                "{count} organisation that began in the last year cannot be followed yet.",
                "{count} organisations that began in the last year cannot be followed yet.",
                count,
            ),
        )
        for start, count in late
    ]


def _start(row: Row, groups: Rows, text: Words) -> str:
    """Where a step begins: two steps that begin in the same contest have the same late starters."""
    tier, _ = _pair(row)
    start = text.say(STARTS[tier]) if tier in STARTS else tier
    return start if len(groups.lines) == 1 else groups.within(row) + BETWEEN + start


def _told(row: Row, groups: Rows, text: Words) -> str:
    if not begun(row):
        return f"{step_of(row, groups, text)}: {text.say('nobody began there')}"
    began, *further = numbers(row, text)
    said = further[0].replace("<br>", ", ") if further else f"{text.say(STAGES[0])}: {began}"
    return f"{step_of(row, groups, text)}: {said}"
