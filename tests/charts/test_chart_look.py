"""What every chart has: words in meta, marks, colours of the closed set, a narrow form; and what it never does."""

import json
import re

import chart_tables as tables
import pytest
from chart_tables import PRINTED, RECORDS, SYNTHETIC, UNKNOWN, printed_on, said

from partnerlab import charts
from partnerlab.charts import style

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
