"""What each notebook is about, and the part of the presentation that it re-makes."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.wording import message


@dataclass(frozen=True)
class Topic:
    """What a notebook is about: its title, the part of the presentation that it re-makes, its first question.

    `opening` is what the top of the page says of the presentation where that is texts and not an answer. `otherwise`
    are the questions that it answers first in a year of which the first one knows nothing.
    """

    name: str
    title: str
    about: str
    first: str
    opening: str = ""
    otherwise: tuple[str, ...] = ()


TOPICS = (
    Topic(
        "contest",
        message("The contest in six numbers"),
        message("Each number with its change from the contest before; each leads to the page of its question."),
        "leverage",
        otherwise=("participation", "awards"),
    ),
    Topic(
        "year_report",
        message("The year in one page"),
        message(
            "The contest of one year: money, customers, organisations, awards, and projects on ethnic issues. It "
            "gathers parts 3, 6, 7, 8 and 10 of the 2004 presentation."
        ),
        "leverage",
        otherwise=("participation", "awards"),
    ),
    Topic(
        "overview",
        message("The programmes and what they aim at"),
        message(
            "The city's programmes of 2001–2004 and 2005–2009, with their tasks, directions, communities and "
            "projects, and how applications fare by direction: parts 1, 2 and 13 of the 2004 presentation."
        ),
        "awards",
        message("The programme of 2001–2004 was approved; that of 2005–2009 is known as a draft"),
    ),
    Topic(
        "leverage",
        message("Money attracted beside the budget's"),
        message(
            "How much money from elsewhere stood beside each budget rouble, for the contest and for each project: "
            "part 10 of the 2004 presentation, whose numbers are lost, beside those of part 3."
        ),
        "leverage",
    ),
    Topic(
        "social_order",
        message("Social order: who pays"),
        message(
            "What the budget and businesses paid for social projects, and what the performers attracted beside it: "
            "part 3 of the 2004 presentation, with the definition from part 2."
        ),
        "social_order",
    ),
    Topic(
        "participation",
        message("Who takes part and comes back"),
        message(
            "Organisations that take part each year, new and returning, NGOs and self-government bodies: parts 6 "
            "and 8 of the 2004 presentation, whose numbers are lost."
        ),
        "participation",
    ),
    Topic(
        "concentration",
        message("Spread or concentrated"),
        message(
            "Whether the money goes to many organisations or to few: a question that the 2004 presentation does not "
            "ask, about the contest of part 6."
        ),
        "concentration",
    ),
    Topic(
        "ethnic_issues",
        message("Projects on ethnic issues"),
        message(
            "Projects on ethnic issues among all projects and among winners: part 7 of the 2004 presentation, "
            "whose numbers are lost. The projects are counted, never the ethnicity of people."
        ),
        "ethnic_issues",
    ),
    Topic(
        "after_funding",
        message("After the funding"),
        message(
            "What became of the winners when their funding had ended: part 9 of the 2004 presentation. Of its chart "
            "only the total is known, 293 winning projects of 1999–2003; how they divide is lost."
        ),
        "continuation",
    ),
    Topic(
        "outcomes",
        message("What the projects produced"),
        message(
            "Events, places, publications and participations of the V contest, with the money attracted beside "
            "them: part 4 of the 2004 presentation."
        ),
        "outcomes",
    ),
    Topic(
        "map",
        message("The map of public participation"),
        message(
            "Where in the city the applications come from and the money goes, for each 10,000 people: a project of "
            "the draft programme in part 13 of the 2004 presentation."
        ),
        "districts",
    ),
    Topic(
        "district_contest",
        message("A district's own contest"),
        message(
            "The contest of Kirovsky district, paid by four donors, whose printed sums do not agree: part 11 of the "
            "2004 presentation."
        ),
        "donors",
    ),
    Topic(
        "contest_system",
        message("The system of contests"),
        message(
            "Lines and caps of the contest, the way from district to city to region, and how the experts agree: "
            "parts 5, 12 and 13 of the 2004 presentation."
        ),
        "project_lines",
    ),
    Topic(
        "history",
        message("The contest up to today"),
        message(
            "The city contest since 2011 as public pages tell of it, each figure with its page: what came after the "
            "2004 presentation."
        ),
        "history",
    ),
)


def topic(name: str) -> Topic:
    """What the notebook of this name is about; a notebook of the user's own has only its name.

    >>> topic("social_order").first, topic("my_own").title
    ('social_order', 'my_own')
    """
    known = {topic.name: topic for topic in TOPICS}
    return known.get(name, Topic(name, name, "", ""))
