"""The top of a page: the answer to its first question in the largest type, what was chosen, what is wrong."""

from __future__ import annotations

from dataclasses import replace

from partnerlab.catalogue import entry
from partnerlab.page import html
from partnerlab.page.card import Card
from partnerlab.page.content import Content


def hero(content: Content) -> str:
    """The top of a page as HTML: the answer to its first question in words."""
    opening, first = content.opening, leading(content)
    title = content.words.say(content.topic.title)
    above = [title, *_chosen_above(content)]
    if content.answers.own and content.topic.first and not opening and first is None:
        opening, above = title, above[1:]  # the card below asks, and says what is missing
    return html.hero(" · ".join(above), first, _about(content), content.warnings(), content.words, opening=opening)


def compared(content: Content, other: Content, sides: str, beside: str) -> str:
    """The top of a page that compares; `sides` are the two answers, `beside` says what stands beside the page."""
    above = [content.words.say(content.topic.title), *_chosen_above(content), beside]
    return html.compared(" · ".join(above), sides, leading(content, other), _about(content), content.warnings())


def leading(content: Content, *others: Content) -> Card | None:
    """The card whose answer is at the top of the page; None where that quotes the presentation, or has none."""
    first = content.first_with(*others)
    if not first or content.opening:
        return None
    card = content.card(first)
    if card.figure is None and content.answers.own:
        return None
    return card if first == content.topic.first else replace(card, lost="")


def _about(content: Content) -> str:
    return content.words.say(content.topic.about) if content.topic.about and not content.answers.own else ""


def _chosen_above(content: Content) -> list[str]:
    """The year, the prices and the filters, as they stand beside the title."""
    above = [] if content.year is None else [str(content.year)]
    if content.asked.prices is not None and content.topic.first and entry(content.topic.first).money:
        above.append(content.words.say("in prices of December {year}", year=content.asked.prices))
    return above + [label for _, label in content.chosen()]
