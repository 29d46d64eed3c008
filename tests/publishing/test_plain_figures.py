"""What a page draws is what plotly would have checked, and is the caller's own."""

import json

import pandas as pd
import pytest

from partnerlab import charts
from partnerlab.catalogue import ENTRIES, entry
from partnerlab.charts import style
from partnerlab.charts.traces import bar, scatter
from partnerlab.dataset import Dataset
from partnerlab.page.card import Card
from partnerlab.page.content import Content
from partnerlab.page.still import figure_json
from partnerlab.parameters import checked

BOTH = pytest.mark.parametrize("language", ["ru", "en"])


@BOTH
@pytest.mark.parametrize("question", [one.name for one in ENTRIES])
def test_a_pages_figure_is_the_one_that_plotly_checks_without_what_the_page_prints(question, language):
    content = Content("leverage", checked(2003, language), "published")
    asked = entry(question)
    table, data = content.answer(asked), content.data(asked)
    told = {"language": language, "source": data.source, "year": 2003}
    told |= {"outlines": content.outlines} if asked.mapped else {}
    expected = json.loads(style.bare(asked.chart(table, **told)).to_json())
    assert style.plainly(asked.chart, table, **told) == expected


def test_a_figure_is_plotlys_again_after_a_page_has_asked_for_a_plain_one():
    table = pd.DataFrame({"year": [2001], "leverage": [2.0]})
    plain = style.plainly(charts.leverage, table, language="en")
    figure = charts.leverage(table, language="en")
    assert type(plain) is dict
    assert figure.layout.meta["title"] == plain["layout"]["meta"]["title"]
    assert len(figure.data) == len(plain["data"])


def test_a_chart_that_fails_leaves_figures_as_they_were():
    def broken(*_):
        raise ValueError("no such column")

    with pytest.raises(ValueError, match="no such column"):
        style.plainly(broken, pd.DataFrame())
    assert charts.leverage(pd.DataFrame({"year": [2001], "leverage": [2.0]})).data


@pytest.mark.parametrize("chart", [bar, scatter])
def test_plotly_knows_every_mark_and_what_is_none_is_left_to_it(chart):
    mark = chart(x=[1, 2], y=[3, 4], text=None)
    assert "text" not in mark
    figure = style.finish(
        lambda _: style.Drawing(40, (0, 1), traces=[mark]), style.Said("a", "", "a"), language="en", source=None
    )
    assert figure.data[0].type == mark["type"]


def test_a_number_that_is_none_is_missing_in_a_page_since_a_browser_reads_no_nan():
    def chart(_, *, language):
        drawing = style.Drawing(40, (0, 1), traces=[scatter(x=[float("nan"), 1.0], y=[0, 1])])
        return style.finish(lambda _: drawing, style.Said("a", "", "a"), language=language, source=None)

    assert style.plainly(chart, pd.DataFrame(), language="en")["data"][0]["x"] == [None, 1.0]


def test_what_a_page_adds_to_a_figure_is_not_added_to_its_card(sample: Dataset):
    card: Card = Content("leverage", checked(2003, "en"), sample).card("leverage")
    before = json.dumps(card.figure)
    shown = figure_json(card, "en")
    assert set(shown) - set(card.figure or {}) == {"config"}
    assert json.dumps(card.figure) == before


@pytest.fixture(scope="module")
def sample() -> Dataset:
    from partnerlab import sample_records

    return sample_records(applications=300, seed=5)
