"""What every chart has: words in meta, marks, colours of the closed set, a narrow form; and what it never does."""

import json
import re
from dataclasses import replace

import chart_tables as tables
import pytest
from chart_tables import PRINTED, RECORDS, SYNTHETIC, UNKNOWN, printed_on, said
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from plotly.offline import get_plotlyjs

from partnerlab import charts
from partnerlab.charts import style
from partnerlab.charts.frame import Drawing
from partnerlab.charts.lettering import lines, width

TABLES = {
    charts.social_order: tables.social_order,
    charts.leverage: tables.leverage_of_records,
    charts.participation: tables.participation,
    charts.awards: tables.awards,
    charts.funnel: tables.funnel,
    charts.ethnic_issues: tables.ethnic_issues,
}
EACH = pytest.mark.parametrize("chart", TABLES, ids=lambda chart: chart.__name__)
BOTH = pytest.mark.parametrize("language", ["ru", "en"])
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")


@EACH
@BOTH
def test_meta_is_plain_json_with_all_that_a_page_prints(chart, language):
    meta = chart(TABLES[chart](), language=language, source=SYNTHETIC).layout.meta
    assert json.loads(json.dumps(meta)) == meta
    assert {"title", "subtitle", "source", "synthetic", "alt", "notes", "narrow", "empty"} <= set(meta)
    assert meta["source"] == SYNTHETIC.line(language)
    assert meta["alt"].endswith(".")
    assert all(note.endswith(".") and not note.endswith("..") for note in meta["notes"])


@EACH
def test_every_colour_is_of_the_palette_and_has_its_dark(chart):
    for figure in (chart(TABLES[chart](), source=SYNTHETIC), style.bare(chart(TABLES[chart](), source=SYNTHETIC))):
        assert set(COLOUR.findall(figure.to_json())) <= style.COLOURS


def test_replacing_light_by_dark_never_replaces_twice():
    assert not set(style.DARK) & set(style.DARK.values())


@EACH
def test_a_synthetic_source_marks_the_figure_itself(chart):
    figure = chart(TABLES[chart](), language="ru", source=SYNTHETIC)
    assert "Демонстрационные данные" in printed_on(figure)
    assert figure.layout.meta["synthetic"] is True
    assert "Демонстрационные данные" not in printed_on(chart(TABLES[chart](), language="ru", source=PRINTED))


@EACH
def test_a_figure_alone_shows_title_unit_and_source_and_a_bare_one_does_not(chart):
    figure = chart(TABLES[chart](), source=SYNTHETIC)
    names = {words.name for words in figure.layout.annotations}
    assert {"title", "subtitle", "source", "mark"} <= names
    bare = style.bare(figure)
    assert not {words.name for words in bare.layout.annotations} & {"title", "subtitle", "source", "mark"}
    narrow = bare.layout.meta["narrow"]["layout"]
    assert not {words.get("name") for words in narrow["annotations"]} & {"title", "subtitle", "source", "mark"}
    assert bare.layout.meta["synthetic"] is True
    assert bare.layout.meta["title"] == figure.layout.meta["title"]


@EACH
def test_a_bare_figure_keeps_the_height_of_its_plot(chart):
    figure = chart(TABLES[chart](), source=SYNTHETIC)
    bare = style.bare(figure)
    for one, other in (
        (figure.layout.to_plotly_json(), bare.layout.to_plotly_json()),
        (figure.layout.meta["narrow"]["layout"], bare.layout.meta["narrow"]["layout"]),
    ):
        plots = [it["height"] - it["margin"]["t"] - it["margin"]["b"] for it in (one, other)]
        assert plots[0] == plots[1]
        assert other["height"] < one["height"]


@EACH
def test_the_narrow_form_speaks_of_each_trace_and_says_the_same_numbers(chart):
    figure = chart(TABLES[chart](), language="en", source=RECORDS)
    narrow = figure.layout.meta["narrow"]
    assert len(narrow["data"]) == len(figure.data)
    wide = re.findall(r"\d[\d,.]*", " ".join(sorted(printed_on(figure))))
    told = " ".join(words["text"] for words in narrow["layout"]["annotations"])
    told += " ".join(text for trace in figure.data for text in (trace.text or ()))
    assert set(wide) <= set(re.findall(r"\d[\d,.]*", told))


@EACH
def test_a_deep_merge_of_the_narrow_form_is_the_same_as_a_shallow_one(chart):
    figure = json.loads(chart(TABLES[chart](), source=RECORDS).to_json())
    for key, value in figure["layout"]["meta"]["narrow"]["layout"].items():
        if isinstance(value, dict):  # a key that only the wide form had would survive a deep merge
            assert set(figure["layout"].get(key, {})) <= set(value), key


@EACH
@BOTH
def test_a_table_without_rows_is_a_sentence_and_no_error(chart, language):
    figure = chart(TABLES[chart]().iloc[:0], language=language, source=PRINTED)
    assert figure.layout.meta["empty"] is True
    assert len(figure.data) == 0
    assert said(figure, "title")
    assert style.bare(figure).layout.meta["empty"] is True


@EACH
@BOTH
def test_a_table_of_undefined_values_is_a_sentence_and_no_error(chart, language):
    table = TABLES[chart]()
    table[table.columns.drop("year")] = UNKNOWN
    figure = chart(table, language=language, source=RECORDS, year=2001)
    assert figure.layout.meta["empty"] is True
    assert (
        said(figure, "title")
        == {"ru": "За 2001 год данных нет", "en": "There are no figures to show for 2001"}[language]
    )


@EACH
def test_one_row_is_enough(chart):
    figure = chart(TABLES[chart]().tail(1), source=RECORDS)
    assert figure.layout.meta["empty"] is False


@pytest.mark.parametrize("form", [lambda figure: figure, style.bare])
def test_tags_in_a_name_are_shown_and_never_run(form):
    table = tables.leverage_of_districts("Ленинский", "<img src=x onerror=alert(1)>")
    figure = form(charts.leverage(table, source=RECORDS))
    drawn = [words.text for words in figure.layout.annotations]
    drawn += [hover for trace in figure.data for hover in (trace.hovertext or ())]
    drawn += [words["text"] for words in figure.layout.meta["narrow"]["layout"]["annotations"]]
    assert not any("<img" in text for text in drawn)
    assert any("&lt;img" in text for text in drawn)


def test_plain_text_in_meta_is_not_escaped_since_the_page_does_that():
    table = tables.leverage_of_districts("Дом & сад")
    table.loc[1] = table.loc[0]
    assert "Дом & сад" in said(charts.leverage(table), "title")


@EACH
def test_letters_are_never_smaller_than_twelve_pixels(chart):
    figure = json.loads(chart(TABLES[chart](), source=RECORDS).to_json())
    both = figure["layout"]["annotations"] + figure["layout"]["meta"]["narrow"]["layout"]["annotations"]
    assert min(words["font"]["size"] for words in both) >= 12


def test_the_toolbar_sends_nothing_away_and_offers_the_picture():
    config = style.config("ru")
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert config["responsive"] is True
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["locales"]["ru"]["dictionary"]["Download plot as a PNG"] == "Сохранить график как картинку"
    assert json.dumps(config)


# Words round a figure that stands alone ------------------------------------------------------------------------------

LONG = {
    "ru": "Больше всего организаций, принявших участие во второй раз, — в Мотовилихинском районе; ещё 1 234 заявки "
    "поданы жилищными объединениями, ЩШЖМЮ и «фондами местных сообществ» в 1999–2004 годах",
    "en": "Most organisations which took part again within a year were womens' and community ones, WWMM; another "
    "1,234 applications were sent by associations of homeowners between 1999 and 2004",
}
"""Titles of wide letters, longer than any chart has."""
DRAW = """async ({data, layout, wide}) => {
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    layout.width = wide;
    await Plotly.newPlot(place, data, layout, {staticPlot: true});
    const left = place.getBoundingClientRect().left;
    return layout.annotations.map(({name}, number) => {
        const words = place.querySelector(`.annotation[data-index="${number}"] text`).getBoundingClientRect();
        return [name || '', words.left - left, words.right - left];
    });
}"""


@pytest.fixture(scope="module")
def page(browser: Browser):
    """A page that can draw a figure."""
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.set_content("<body style='margin: 0'></body>")
    page.add_script_tag(content=get_plotlyjs())
    yield page
    page.close()


def words_round(figure, page: Page, wide: int) -> list[tuple[str, float, float]]:
    """Where title, subtitle, source and mark begin and end in the font that stands in, on a place so wide."""
    drawn = json.loads(figure.to_json())
    narrow = drawn["layout"].pop("meta")["narrow"]
    if wide <= 300:
        drawn["layout"] |= narrow["layout"]
        drawn["data"] = [{**one, **other} for one, other in zip(drawn["data"], narrow["data"], strict=True)]
    drawn["layout"]["font"] = {"family": "DejaVu Sans"}
    found = page.evaluate(DRAW, {**drawn, "wide": wide})
    return [edges for edges in found if edges[0] in ("title", "subtitle", "source", "mark")]


@pytest.mark.parametrize("wide", [640, 520, 300])
@BOTH
def test_words_round_a_figure_are_not_cut_in_the_font_that_stands_in(page, language, wide):
    figures = [chart(table(), language=language, source=SYNTHETIC) for chart, table in TABLES.items()]
    title = style.Said(LONG[language], LONG[language], "Told.")
    source = replace(PRINTED, place=LONG[language])
    figures.append(style.finish(lambda _: Drawing(40, (0, 1)), title, language=language, source=source))
    for figure in figures:
        found = words_round(figure, page, wide)
        assert {"title", "subtitle", "source"} <= {name for name, _, _ in found}
        for name, start, end in found:
            assert start >= 0, (name, figure.layout.meta[name])
            assert end <= wide, (name, end, figure.layout.meta[name])


@settings(deadline=None, max_examples=60)
@given(
    text=st.text(st.sampled_from("абвЩшЮ WMil1,.— \N{NO-BREAK SPACE}"), max_size=80),
    room=st.integers(min_value=30, max_value=300),
)
def test_lines_have_room_and_together_say_all_letters(text, room):
    broken = lines(text, room, most=999)
    assert all(width(line) <= room for line in broken)
    assert re.sub(r"\s", "", "".join(broken)) == re.sub(r"\s", "", text)


@settings(deadline=None, max_examples=40)
@given(st.integers(min_value=40, max_value=120))
def test_what_is_cut_ends_with_dots_that_have_room_too(room):
    first, last = lines(LONG["ru"], room, most=2)
    assert last.endswith("…")
    assert width(last) <= room
    assert not first.endswith("…")


# Prices, and the table beside a chart --------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "end"), [("ru", ", в ценах 2001 года"), ("en", ", in prices of 2001")])
def test_money_in_constant_prices_is_said_so_under_the_title(language, end):
    plain = charts.social_order(tables.social_order(), language=language, source=PRINTED)
    constant = charts.social_order(tables.social_order(), language=language, source=replace(PRINTED, prices=2001))
    begins = said(plain, "subtitle")
    assert said(constant, "subtitle") == begins + end
    assert "2001" in said(constant, "source")
    empty = style.empty("Nothing", language=language, source=replace(PRINTED, prices=2001))
    assert said(empty, "subtitle") == ""


def test_a_chart_says_whether_its_table_is_shown_with_it():
    def figure(**more):
        said = style.Said("Seen", "2001", "Told.", **more)
        return style.finish(lambda _: Drawing(40, (0, 1)), said, language="en", source=None)

    assert not figure().layout.meta.get("table_open")
    assert style.bare(figure(table_open=True)).layout.meta["table_open"] is True
