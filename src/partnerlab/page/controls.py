"""The controls of a live page as HTML: a plain form whose fields are the address, and the filters as chips.

Each value is offered with the number of applications behind it. Without a script the form loads the new address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from partnerlab.page.content import Content
from partnerlab.parameters import FILTERS
from partnerlab.wording import message
from partnerlab.wording.tables import column_name

FORM = "pl-asked"
YEAR, PRICES, COMPARE = message("Year"), message("Prices"), message("Compare with")
NOMINAL, CONSTANT = message("of each year"), message("of {year}")
ALL, NOTHING = message("all"), message("nothing")
CHOOSE = message("Choose")
SHOW, OFF, ALL_OFF = message("Show"), message("Take off: {filter}"), message("Take all off")
SEND, COPIED, PRINT = message("Send this view"), message("The link is copied"), message("Print")
BESIDE = message("beside {other}")
MADE_UP_COUNTS = message("the numbers of applications are of the demonstration data")
MADE_UP_BRACKETS = message("In brackets: how many applications of the demonstration data.")
SIZE, SIZES = message("Size of the tiles"), {"area": message("by area"), "population": message("by population")}


@dataclass(frozen=True)
class Choosable:
    """One value of a control: as the address says it, as it is read, how many applications; whether it is chosen."""

    value: str
    text: str
    count: int | None = None
    chosen: bool = False


def controls(content: Content) -> str:
    """The form, the chips of what is chosen, and how many applications that is."""
    says, asked = content.words, content.asked
    fields = [select("year", says.say(YEAR), _years(content))]
    fields += [
        select(name, column_name(name, says), options) for name in FILTERS if len(options := _filter(content, name)) > 2
    ]
    if prices := content.price_years():
        nominal = Choosable("", says.say(NOMINAL), chosen=asked.prices is None)
        constant = [Choosable(str(year), says.say(CONSTANT, year=year), chosen=asked.prices == year) for year in prices]
        fields.append(select("prices", says.say(PRICES), [nominal, *constant]))
    fields.append(_comparisons(content))
    hidden = f'<input type="hidden" name="language" value="{content.language}">'
    button = f"<noscript><button>{escape(says.say(SHOW))}</button></noscript>"
    made_up = content.records.source.synthetic and not content.filters  # with a filter the chips' line says so
    note = f'<p class="pl-made-up">{escape(says.say(MADE_UP_BRACKETS))}</p>' if made_up else ""
    within = "".join([*fields, note, hidden, button])
    named = f'class="pl-form" aria-label="{escape(says.say(CHOOSE))}"'
    form = f'<form method="get" id="{FORM}" {named}>{within}</form>'
    chosen = len(content.filters) + (asked.compare is not None)
    title = escape(says.say(CHOOSE) + (f" ({chosen})" if chosen else ""))
    return f'<details class="pl-filter"><summary>{title}</summary>{form}</details>' + _chips(content)


def select(name: str, label: str, options: Sequence[Choosable]) -> str:
    """A control of the page's form, wherever on the page it stands."""
    return _labelled(name, label, _options(options))


def _labelled(name: str, label: str, options: str) -> str:
    return (
        f'<label class="pl-control" id="control-{name}"><span>{escape(label)}</span> '
        f'<select name="{name}" form="{FORM}" autocomplete="off">{options}</select></label>'
    )


def _options(options: Sequence[Choosable]) -> str:
    def one(option: Choosable) -> str:
        count = "" if option.count is None else f"\xa0({option.count})"
        chosen = " selected" if option.chosen else ""
        return f'<option value="{escape(option.value)}"{chosen}>{escape(option.text)}{count}</option>'

    return "".join(map(one, options))


def _years(content: Content) -> list[Choosable]:
    counts = content.answers.counted.years(content.filters)
    return [
        Choosable(str(year), str(year), counts.get(year), chosen=year == content.year)
        for year in reversed(content.years())
    ]


def _filter(content: Content, name: str) -> list[Choosable]:
    counted, filters = content.answers.counted, content.filters
    options = counted.options(name, filters, content.year, content.words)
    others = {other: value for other, value in filters.items() if other != name}
    every = Choosable("", content.words.say(ALL), counted.total(others, content.year), chosen=name not in filters)
    chosen = [
        Choosable(option.key, option.label, option.count, chosen=filters.get(name) == option.value)
        for option in options
    ]
    return [every, *chosen]


def _comparisons(content: Content) -> str:
    says, compare = content.words, content.asked.compare
    groups = [(says.say(YEAR), "year", [option for option in _years(content) if not option.chosen])]
    for name in ("district", "line"):
        options = [option for option in _filter(content, name) if option.value and not option.chosen]
        groups.append((column_name(name, says), name, options))
    said = _options([Choosable("", says.say(NOTHING), chosen=compare is None)])
    for label, name, options in groups:
        offered = [
            replace(option, value=f"{name}:{option.value}", chosen=compare == (name, option.value))
            for option in options
        ]
        said += f'<optgroup label="{escape(label)}">{_options(offered)}</optgroup>' if offered else ""
    return _labelled("compare", says.say(COMPARE), said)


def _chips(content: Content) -> str:
    says, asked = content.words, content.asked
    chips = [
        (label, replace(asked, filters=tuple(one for one in asked.filters if one[0] != name)))
        for name, label in content.chosen()
    ]
    if (other := content.beside()) is not None:
        chips.append((says.say(BESIDE, other=side_title(other, content)), replace(asked, compare=None)))
    if not chips:
        return ""
    made = [
        f'<a class="pl-chip" href="?{escape(without.query())}" aria-label="{escape(says.say(OFF, filter=label))}">'
        f'{escape(label)} <span aria-hidden="true">×</span></a>'
        for label, without in chips
    ]
    if len(chips) > 1:
        plain = replace(asked, filters=(), compare=None)
        made.append(f'<a class="pl-chip pl-all-off" href="?{escape(plain.query())}">{escape(says.say(ALL_OFF))}</a>')
    return f'<p class="pl-chips">{" ".join(made)}</p>' + "".join(_counted(content))


def actions(content: Content) -> str:
    """Send the view on, or print it: what a script can do with the address."""
    send, copied, printed = (escape(content.words.say(said)) for said in (SEND, COPIED, PRINT))
    return (
        f'<p class="pl-actions pl-scripted"><button type="button" data-do="send" data-done="{copied}">{send}</button> '
        f'<button type="button" data-do="print">{printed}</button></p>'
    )


def _counted(content: Content) -> Iterator[str]:
    says, counted = content.words, content.answers.counted
    if content.filters:
        chosen, whole = counted.total(content.filters, content.year), counted.total({}, content.year)
        said = says.plural(
            "{chosen} of {count} application is chosen",
            "{chosen} of {count} applications are chosen",
            whole,
            chosen=says.number(chosen),
        )
        made_up = f"; {says.say(MADE_UP_COUNTS)}" if content.records.source.synthetic else ""
        yield f'<p class="pl-counted">{escape(said + made_up)}</p>'


def side_title(content: Content, other: Content) -> str:
    """What one of two compared sides is called: its year, its district, its line."""
    for name in FILTERS:
        if content.filters.get(name) != other.filters.get(name):
            labels = dict(content.chosen())
            every = f"{column_name(name, content.words)}: {content.words.say(ALL)}"
            return labels.get(name, every)
    return str(content.year)


def choice(content: Content, name: str, offered: Sequence[str], chosen: str) -> str:
    """A control for what a reader may choose of one chart."""
    says = content.words
    options = [Choosable(value, says.say(SIZES[value]), chosen=value == chosen) for value in offered]
    return select(name, says.say(SIZE), options)


def sides(content: Content) -> list[Content]:
    """The page itself, and what is compared with it."""
    other = content.beside()
    return [content] if other is None else [content, other]
