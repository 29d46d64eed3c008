"""A card as HTML. All text that comes from data is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import zip_longest

from partnerlab.page.card import Card
from partnerlab.wording import Words, message

SYNTHETIC = message("Demonstration data, made up")
TABLE = message("Table")
Link = Callable[[str, str], str]
"""The address of the page that is chosen by a column's value; empty where it cannot be."""


def mark(card: Card, says: Words) -> str:
    """The amber mark of everything synthetic, a part of the title that it stands in."""
    return f'<span class="pl-synthetic">{escape(says.say(SYNTHETIC))}</span> ' if card.synthetic else ""


def head(card: Card, says: Words, *, ident: str = "") -> str:
    """What stands above a chart: what is seen, and whether it is made up; unit and years; what the source lost."""
    parts = [f'<h2 id="{escape(ident or card.name)}">{mark(card, says)}{escape(card.title)}</h2>']
    if card.subtitle:
        parts.append(f'<p class="pl-sub">{escape(card.subtitle)}</p>')
    if card.scope:
        parts.append(f'<p class="pl-scope">{escape(card.scope)}</p>')
    if card.lost:
        parts.append(f'<p class="pl-lost">{escape(card.lost)}</p>')
    return "".join(parts)


def foot(card: Card, says: Words, *, buttons: str = "", link: Link | None = None) -> str:
    """What stands below a chart: what it rests on, notes, the table with buttons that give it as a file, the source."""
    notes = "".join(f"<li>{escape(note)}</li>" for note in card.notes)
    parts = [f'<p class="pl-basis">{escape(card.basis)}</p>' if card.basis else ""]
    parts += [f'<ul class="pl-notes">{notes}</ul>' if notes else "", table(card, says, link=link), buttons]
    parts.append(f'<p class="pl-source">{escape(card.source)}</p>' if card.source else "")
    return "".join(parts)


def table(card: Card, says: Words, *, link: Link | None = None) -> str:
    """The numbers behind a chart, folded away until they are wanted.

    `link` gives the address at which the page is chosen by the first cell of a row: a column and a value of it.
    """
    if not card.rows:
        return ""

    def cell(text: str, heading: str, numeric: bool) -> str:
        value, bracket, interval = text.partition(" (") if numeric else (text, "", "")
        kept = f' <span class="pl-interval">({escape(interval)}</span>' if bracket else ""
        number = ' class="pl-number"' if numeric else ""
        return f'<td data-heading="{escape(heading)}"{number}><span>{escape(value)}{kept}</span></td>'

    titles = "".join(
        f'<th scope="col"{" class=pl-number" if numeric else ""}>{escape(heading)}</th>'
        for heading, numeric in zip(card.headings, card.numeric, strict=True)
    )
    body = "".join(
        f"<tr>{_linked(''.join(map(cell, cells, card.headings, card.numeric)), stands, link)}</tr>"
        for cells, stands in zip_longest(card.rows, card.row_values)
    )
    caption = escape(says.say(TABLE)) + (f" · {escape(says.say(SYNTHETIC))}" if card.synthetic else "")
    shown = " open" if card.table_open else ""
    words_only = "" if any(card.numeric) else ' class="pl-words"'
    return (
        f'<details class="pl-table"{shown}><summary>{caption}</summary>'
        f'<div class="pl-scroll" tabindex="0" role="group" aria-label="{escape(card.title)}">'
        f"<table{words_only}><thead><tr>{titles}</tr></thead>"
        f"<tbody>{body}</tbody></table></div></details>"
    )


def _linked(cells: str, stands: tuple[str, str] | None, link: Link | None) -> str:
    """A row's cells with the first one a link to the page that is chosen by it."""
    address = link(*stands) if stands and link else ""
    if not address:
        return cells
    first, end, others = cells.partition("</span></td>")
    before, opened, said = first.partition("<span>")
    return f'{before}{opened}<a href="{escape(address)}">{said}</a>{end}{others}'


def hero(kicker: str, card: Card | None, about: str, warnings: Iterable[str], says: Words, *, opening: str = "") -> str:
    """The top of a page: the topic, the answer in the largest type, what it rests on, what is wrong."""
    parts = [f'<p class="pl-kicker">{escape(kicker)}</p>']
    if opening:
        parts.append(f"<h1>{escape(opening)}</h1>")
    if card is not None:
        parts.append(answer(card, says))
    return "".join(parts) + _beneath(card, about, warnings)


def compared(kicker: str, sides: str, card: Card | None, about: str, warnings: Iterable[str]) -> str:
    """The top of a page that compares: the topic is its heading, below it the `answer` of each of the sides."""
    return f'<h1 class="pl-kicker">{escape(kicker)}</h1>{sides}{_beneath(card, about, warnings)}'


def answer(card: Card, says: Words, *, tag: str = "h1") -> str:
    """The answer of a card in the largest type, and what it rests on."""
    title = escape(card.title)
    key = escape(card.key)
    if key:
        title = title.replace(key, f"<em>{key}</em>", 1)
    parts = [f"<{tag}>{mark(card, says)}{title}</{tag}>"]
    if card.lead:
        parts.append(f'<p class="pl-lead">{escape(card.lead)}</p>')
    if card.scope:
        parts.append(f'<p class="pl-scope">{escape(card.scope)}</p>')
    return "".join(parts)


def _beneath(card: Card | None, about: str, warnings: Iterable[str]) -> str:
    parts = [f'<p class="pl-lost">{escape(card.lost)}</p>'] if card is not None and card.lost else []
    if about:
        parts.append(f'<p class="pl-about">{escape(about)}</p>')
    parts.extend(f'<p class="pl-warning" role="alert">{escape(warning)}</p>' for warning in warnings)
    return "".join(parts)


def is_marked(top: str) -> bool:
    """Whether the sentence at the top of a page bears the mark of made-up figures.

    >>> is_marked('<h1><span class="pl-synthetic">Made up</span> 3 of 5</h1>'), is_marked("<h1>3 of 5</h1>")
    (True, False)
    """
    return 'class="pl-synthetic"' in top


def headline(top: str) -> str:
    """The sentence in the largest type at the top of a page, as plain text without its mark; the topic where none is.

    >>> headline('<h1><span class="pl-synthetic">Made up</span> <em>3</em> of 5 &amp; more</h1>')
    '3 of 5 & more'
    """
    said = re.search(r"<h1>(.*?)</h1>", top, re.DOTALL) or re.search(r'<p class="pl-kicker">(.*?)</p>', top, re.DOTALL)
    unmarked = re.sub(r'<span class="pl-synthetic">.*?</span>', "", said.group(1) if said else "")
    return unescape(re.sub(r"<[^>]*>", "", unmarked)).strip()


def caveats(sentences: Iterable[str], title: str) -> str:
    """The caveats at the end of a page."""
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<h2>{escape(title)}</h2><ul class="pl-notes">{said}</ul>'
