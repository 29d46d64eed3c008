"""Charts of what is printed of the contest: its years, outcomes, donors and lines, with the sources' numbers."""

import json
import re

import pandas as pd
import pytest
from chart_tables import PRINTED, SYNTHETIC, UNKNOWN, marks, printed_on, said

from partnerlab import charts
from partnerlab.charts import style
from partnerlab.charts.frame import NARROW, WIDE
from partnerlab.charts.lettering import width

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")
PEOPLE = "человек – участников мероприятий по проектам"


def history() -> pd.DataFrame:
    """The city contest by public pages; of 2015 two pages give different numbers of applications."""
    of_2015 = "В Перми подвели итоги XVII конкурса (perm-news.net)"
    rows = [
        (2011, "applications", 184, "received", "URA.Ru"),
        (2011, "winners", 81, None, "URA.Ru"),
        (2015, "applications", 420, "received", "Навстречу 70-летию Победы (hello-perm.ru)"),
        (2015, "applications", 429, "received", of_2015),
        (2015, "winners", 128, None, of_2015),
        (2015, "award_rate", 128 / 429, "received", of_2015),
        (2015, "award_rate", 128 / 420, "received", of_2015),
        (2015, "grant_fund", 24_000_000, None, of_2015),
        (2016, "applications", 331, "received", "bezformata.ru"),
        (2018, "nominations", 16, None, "itisinfo.ru"),
        (2018, "edition_number", 20, None, "itisinfo.ru"),
        (2019, "applications", 234, "received", "город"),
        (2019, "projects_realised", 100, None, "город"),
        (2023, "applications", 155, "considered", "город"),
        (2023, "winners", 81, None, "город"),
        (2024, "applications", 133, "took_part", "chitaitext.ru; 59.ru"),
        (2024, "winners", 78, None, "59.ru"),
        (2025, "applications", 173, "passed_to_commission", "Вести-Пермь"),
        (2025, "winners", 75, None, "Вести-Пермь"),
        (2025, "award_rate", 75 / 173, "passed_to_commission", "Вести-Пермь"),
    ]
    table = pd.DataFrame(rows, columns=["year", "indicator", "value", "denominator_kind", "source"])
    rate = table.indicator.eq("award_rate") & table.year.eq(2025)
    table["value_low"], table["value_high"] = UNKNOWN, UNKNOWN
    table.loc[rate, ["value_low", "value_high"]] = [0.3619, 0.5080]
    fund = table.indicator.eq("grant_fund")
    table["note"], table["note_en"] = None, None
    table.loc[fund, ["note", "note_en"]] = ["«около 24 миллионов»", "“about 24 million”"]
    columns = ["year", "indicator", "value", "value_low", "value_high", "denominator_kind", "source", "note", "note_en"]
    return table[columns].assign(rows_used=1, rows_left_out=0)


def outcomes() -> pd.DataFrame:
    """The V contest's slides: 4,400,000 roubles over 269,000 participations, eleven products and kinds of events."""
    rows = [
        (PEOPLE, "people taking part", "reach", 269_000),
        ("спортивно-игровых площадок", "sports-and-play grounds", "product", 10),
        ("обустроенных территорий", "improved territories", "product", 17),
        ("издания", "publications", "product", 32),
        ("сюжета в СМИ", "stories in the media", "product", 163),
        ("праздников", "celebrations", "event", 85),
        ("выставок", "exhibitions", "event", 14),
        ("концертов", "concerts", "event", 29),
        ("спортивных соревнований", "sports competitions", "event", 47),
        ("семинаров", "seminars", "event", 26),
        ("лекций", "lectures", "event", 149),
        ("мероприятий по благоустройству", "improvement activities", "event", 116),
    ]
    table = pd.DataFrame(rows, columns=["indicator", "indicator_en", "kind", "count"])
    table.insert(0, "year", 2003)
    each = [4_400_000 / 269_000] + [UNKNOWN] * 11
    return table.assign(budget_each=UNKNOWN, attracted_each=each, participants_each=UNKNOWN, rows_left_out=0)


def donors() -> pd.DataFrame:
    """The district fund: printed as 155.990 thousand roubles, its donors add up to 157.990."""
    amounts = [100_000.0, 17_990.0, 20_000.0, 20_000.0]
    return pd.DataFrame(
        {
            "contest": "home_district",
            "year": 2004,
            "donor": ["ЗАО «ЛУКОЙЛ – Пермь»", "ОАО «Хенкель – Пермос»", "ОАО «Сорбент»", "ОАО «Галоген»"],
            "donor_en": ["LUKOIL – Perm (closed joint-stock company)", "Henkel – Permos", "Sorbent", "Halogen"],
            "amount": amounts,
            "share": [amount / 157_990 for amount in amounts],
            "printed_fund": 155_990.0,
            "difference": -2_000.0,
            "rows_left_out": 0,
        }
    )


def project_lines() -> pd.DataFrame:
    """The matrix of the VI contest, read by its steps."""
    return pd.DataFrame(
        {
            "edition": 6,
            "year": 2004,
            "step": [1, 2, 3, 4, 5],
            "line": ["public_action", "problem_choice", "social_order", "public_partnership", "social_services"],
            "name": [
                "Общественная акция", "Выбираем проблему", "Социальный заказ", "Общественное партнерство",
                "Социальные услуги",
            ],
            "name_en": ["Public action", "We choose a problem", "Social order", "Partnership", "Social services"],
            "project_type": ["Мини проект", "Проект", "Проект", "Интеграционный проект", "Заявка"],
            "project_type_en": ["Mini-project", "Project", "Project", "Integration project", "Application"],
            "size": [15_000.0, 30_000.0, 30_000.0, 150_000.0, UNKNOWN],
            "size_kind": ["cap", "cap", "cap", "size", None],
            "size_printed": ["до 15 тыс.руб.", "до 30 тыс.руб.", "до 30 тыс.руб.", "150 тыс.руб.", None],
            "nominations": pd.array([None, None, 5, None, 4], dtype="Int64"),
        }
    )  # fmt: skip


TABLES = {
    charts.history: history,
    charts.outcomes: outcomes,
    charts.donors: donors,
    charts.project_lines: project_lines,
}
EACH = pytest.mark.parametrize("chart", TABLES, ids=lambda chart: chart.__name__)
BOTH = pytest.mark.parametrize("language", ["ru", "en"])


def test_in_2025_75_of_173_passed_to_the_commission_won():
    figure = charts.history(history(), language="ru", source=PRINTED)
    assert said(figure, "title") == "2025: 75 победителей из 173 проектов, переданных комиссии"
    assert "43,4 % (36,2–50,8 %)" in " ".join(printed_on(figure))
    assert {"75", "173 передано комиссии"} <= set(printed_on(figure))
    assert "2025, по страницам: Вести-Пермь." in said(figure, "lead")


@pytest.mark.parametrize(
    ("year", "russian"),
    [
        (2011, "2011: 81 победитель из 184 заявок"),
        (2015, "2015: 128 победителей из 429 или 420 заявок; страницы расходятся"),
        (2016, "2016: заявок: 331; число победителей не опубликовано"),
        (2018, "2018: число заявок и победителей не опубликовано"),
        (2023, "2023: 81 победитель из 155 проектов, рассмотренных комиссией"),
        (2024, "2024: 78 победителей из 133 участвовавших проектов"),
        (2004, "За 2004 год данных нет; известные годы: 2011, 2015–2016, 2018–2019, 2023–2025"),
        (2013, "За 2013 год данных нет; известные годы: 2011, 2015–2016, 2018–2019, 2023–2025"),
    ],
)
def test_each_year_says_what_its_pages_count_and_what_they_do_not(year, russian):
    assert said(charts.history(history(), language="ru", year=year), "title") == russian


def test_the_two_pages_on_2015_are_two_points_and_a_sentence():
    figure = charts.history(history(), language="ru")
    assert [x for x in marks(figure, "поданные заявки").x if x > 400] == [420, 429]
    assert "2015, заявки: одна страница называет 429, другая — 420." in figure.layout.meta["notes"]
    assert "29,8 % или 30,5 % · фонд 24 млн руб." in printed_on(figure)


def test_applications_counted_otherwise_are_hollow_and_not_to_be_compared():
    figure = charts.history(history(), language="ru")
    other = marks(figure, "заявки, посчитанные иначе")
    assert list(other.x) == [155, 133, 173]
    assert other.marker.symbol == "circle-open"
    assert "рассмотрены комиссией (2023); приняли участие (2024); переданы комиссии (2025)" in said(figure, "notes")
    assert "Доли по ним сравнивать нельзя." in said(figure, "notes")


def test_where_one_kind_is_counted_nothing_is_said_of_kinds():
    table = history().query("year < 2020")
    figure = charts.history(table)
    assert "differently" not in said(figure, "notes")
    assert "applications counted otherwise" not in printed_on(figure)


def test_no_line_joins_two_years_and_the_years_between_are_one_lane():
    figure = charts.history(history(), language="ru")
    assert {trace.mode for trace in figure.data} == {"markers"}
    across = [shape for shape in figure.layout.shapes if shape.type == "line" and shape.name != "key"]
    assert all(shape.y0 == shape.y1 for shape in across)
    assert {"2012–2014", "2020–2022", "2018"} <= set(printed_on(figure))
    assert "не опубликовано: 2012–2014, 2017–2018, 2020–2022" in said(figure, "notes")


def test_a_number_with_no_room_before_its_point_stands_with_the_other():
    rows = {"year": [2011] * 2 + [2015], "indicator": ["applications", "winners", "applications"]}
    figure = charts.history(pd.DataFrame({**rows, "value": [12.0, 10.0, 429.0]}), language="ru")
    assert "10 из 12" in printed_on(figure)
    figure = charts.history(pd.DataFrame({**rows, "value": [200.0, 4.0, 429.0]}), language="ru")
    assert "4 из 200" in printed_on(figure)


def test_an_indicator_given_as_a_code_is_said_in_words():
    table = pd.DataFrame({"year": [2025], "indicator": ["media_stories"], "count": [5.0]})
    assert said(charts.outcomes(table, language="ru"), "title") == "2025: больше всего: сюжеты в СМИ, 5"


def test_what_a_page_calls_about_is_said_and_realised_projects_are_not_winners():
    russian = charts.history(history(), language="ru")
    assert "2015, фонд конкурса: «около 24 миллионов»." in russian.layout.meta["notes"]
    assert "Реализованные проекты — не то же, что победители." in russian.layout.meta["notes"]
    assert list(marks(russian, "победители").x) == [81, 128, 81, 78, 75]
    assert "“about 24 million”" in said(charts.history(history()), "notes")


def test_16_roubles_36_kopecks_were_attracted_for_each_participation():
    figure = charts.outcomes(outcomes(), language="ru", source=PRINTED)
    assert said(figure, "title") == "2003: на одно участие привлечено 16 руб. 36 коп."
    assert "привлечённые средства, а не стоимость" in said(figure, "lead")
    assert "посчитан несколько раз" in said(figure, "lead")
    assert "466 мероприятий 7 видов" in said(figure, "lead")
    english = charts.outcomes(outcomes())
    assert said(english, "title") == "2003: 16.36 RUB was attracted for each participation"
    assert "269,000 · people taking part" in printed_on(english)


def test_the_money_behind_each_participation_stands_in_the_notes():
    notes = said(charts.outcomes(outcomes(), source=PRINTED), "notes")
    assert "4,400.0 thousand RUB attracted, divided by 269,000 participations." in notes


def test_participations_have_no_bar_and_the_bars_are_sorted_by_kind_and_count():
    figure = charts.outcomes(outcomes(), language="ru")
    assert list(marks(figure, "созданное и изданное").x) == [163, 32, 17, 10]
    assert list(marks(figure, "466 мероприятий 7 видов").x) == [149, 116, 85, 47, 29, 26, 14]
    assert max(figure.layout.xaxis.range) < 400
    assert f"269 000 · {PEOPLE}" in printed_on(figure)


def test_indicators_of_records_have_no_kind_and_a_count_far_off_the_scale_has_no_bar():
    table = pd.DataFrame(
        {
            "year": 2025,
            "indicator": ["a", "b", "c"],
            "count": [9000.0, 40.0, 60.0],
            "attracted_each": [2.5, 100.0, UNKNOWN],
        }
    )
    figure = charts.outcomes(table)
    assert list(marks(figure, "indicators").x) == [60, 40]
    assert {"9,000 · a", "2.50 RUB attracted for each", "40 · 100.00 RUB"} <= set(printed_on(figure))
    assert said(figure, "title") == "2025: most of all there were: a, 9,000"


def test_one_indicator_alone_has_its_bar():
    figure = charts.outcomes(outcomes().head(1))
    assert [list(trace.x) for trace in figure.data] == [[269_000]]
    assert said(figure, "title") == "2003: 16.36 RUB was attracted for each participation"


def test_the_groups_of_a_year_stand_before_their_indicators():
    table = pd.DataFrame({"year": 2025, "district": ["A", "B"], "indicator": "concerts", "count": [3.0, 4.0]})
    assert {"A · concerts", "B · concerts"} <= set(printed_on(charts.outcomes(table)))


def test_the_source_prints_155_990_but_its_donors_add_to_157_990():
    figure = charts.donors(donors(), language="ru", source=PRINTED)
    assert said(figure, "title") == ("2004: напечатанный фонд 155,990 и сумма 4 доноров 157,990 тыс. руб. расходятся")
    assert {"100,000 · 63,3 %", "17,990 · 11,4 %", "157,990", "155,990 (−2,000)"} <= set(printed_on(figure))
    assert "сумма доноров 157,990: разница −2,000." in said(figure, "notes")
    assert list(marks(figure, "доноры вместе").x) == [157_990]
    assert list(marks(figure, "фонд, как напечатан").x) == [155_990]
    assert list(marks(figure, "деньги донора").x) == [100_000, 20_000, 20_000, 17_990]


def test_where_fund_and_donors_agree_nothing_is_called_a_contradiction():
    figure = charts.donors(donors().assign(printed_fund=157_990.0, difference=0.0))
    assert said(figure, "title") == "2004: 4 donors gave 157.990 thousand RUB"
    assert "157.990" in printed_on(figure)
    assert "difference" not in said(figure, "notes")


def test_where_no_fund_is_printed_none_is_drawn():
    figure = charts.donors(donors().assign(printed_fund=UNKNOWN, difference=UNKNOWN))
    assert "the fund as printed" not in {trace.name for trace in figure.data}


def test_two_contests_of_a_year_are_told_apart():
    other = donors().assign(contest="another", amount=1_000.0, printed_fund=4_000.0)
    figure = charts.donors(pd.concat([donors(), other]))
    title = said(figure, "title")
    assert title == "Donors gave most here: Home District – My House, My Care · 2004, 157.990 thousand RUB"
    assert "another · 2004 · Donors together" in [text.replace("<br>", " ") for text in printed_on(figure)]


def test_donors_of_a_contest_that_is_not_recorded_are_not_named_as_those_who_gave_most():
    other = donors().assign(contest=None, amount=1_000_000.0, printed_fund=UNKNOWN, difference=UNKNOWN)
    title = said(charts.donors(pd.concat([donors(), other])), "title")
    assert title == "Donors gave most here: Home District – My House, My Care · 2004, 157.990 thousand RUB"


def test_of_two_districts_the_history_names_the_recorded_one_with_more_applications():
    rows = {"year": 2011, "district": ["A", "B", None], "indicator": "applications", "value": [10.0, 20.0, 90.0]}
    title = said(charts.history(pd.DataFrame(rows)), "title")
    assert title == "2011 · B: applications: 20; the number of winners is not published"


def test_the_vi_contest_has_five_lines_from_15_to_150_thousand():
    figure = charts.project_lines(project_lines(), language="ru", source=PRINTED)
    assert said(figure, "title") == "VI конкурс, 2004: 5 линий, от 15 до 150 тыс. руб."
    assert "Это чтение ступенчатой таблицы" in said(figure, "notes")
    assert "Общественное партнерство: 150 тыс. руб. напечатано без «до»" in said(figure, "notes")
    assert "Предел не напечатан: Социальные услуги." in figure.layout.meta["notes"]
    on_plates = [text.replace("<br>", " ").replace("\N{NO-BREAK SPACE}", " ") for text in figure.data[0].text]
    assert on_plates == [
        "предел не напечатан",
        "150 тыс. руб.",
        "до 30 тыс. руб.",
        "до 30 тыс. руб.",
        "до 15 тыс. руб.",
    ]
    assert {"5 номинаций", "4 номинации", "Интеграционный проект"} <= set(printed_on(figure))


def plates(layout):
    return [shape for shape in layout["shapes"] if shape["type"] == "rect" and shape.get("name") != "key"]


def test_the_steps_rise_to_the_right_and_a_line_without_a_cap_is_dashed():
    layout = json.loads(charts.project_lines(project_lines()).to_json())["layout"]
    steps = sorted(plates(layout), key=lambda shape: shape["x0"])
    assert [shape["line"]["dash"] for shape in steps] == ["solid", "solid", "solid", "solid", "dash"]
    heights = [shape["y0"] for shape in steps]
    assert heights == sorted(heights, reverse=True)  # pixels are counted from the top
    filled = [shape["fillcolor"] == charts.palette.BUDGET for shape in steps]
    assert filled == [True, True, True, False, False]


def test_on_a_phone_the_first_step_is_the_first_lane():
    narrow = charts.project_lines(project_lines()).layout.meta["narrow"]
    assert narrow["data"][0]["text"][0].startswith("up to 15")
    assert len({shape["x0"] for shape in plates(narrow["layout"])}) == 1


def test_lines_without_sizes_have_a_title_without_sizes():
    figure = charts.project_lines(project_lines().assign(size=UNKNOWN, size_kind=None), language="ru")
    assert said(figure, "title") == "VI конкурс, 2004: 5 линий"


@EACH
@BOTH
def test_meta_is_plain_json_with_all_that_a_page_prints(chart, language):
    meta = chart(TABLES[chart](), language=language, source=SYNTHETIC).layout.meta
    assert json.loads(json.dumps(meta)) == meta
    assert meta["source"] == SYNTHETIC.line(language)
    assert all(text.endswith(".") and not text.endswith("..") for text in (meta["alt"], *meta["notes"]))
    assert meta["lead"] == "" or meta["lead"].endswith(".")


@EACH
def test_every_colour_is_of_the_palette(chart):
    for figure in (chart(TABLES[chart](), source=SYNTHETIC), style.bare(chart(TABLES[chart](), source=SYNTHETIC))):
        assert set(COLOUR.findall(figure.to_json())) <= style.COLOURS


@EACH
@BOTH
def test_the_narrow_form_says_the_same_numbers_in_letters_that_can_be_read(chart, language):
    figure = chart(TABLES[chart](), language=language, source=PRINTED)
    narrow = figure.layout.meta["narrow"]
    assert len(narrow["data"]) == len(figure.data)
    told = " ".join(label["text"] for label in narrow["layout"]["annotations"])
    told += " ".join(
        text
        for one, other in zip(figure.data, narrow["data"], strict=True)
        for text in other.get("text", one.text or ())
    )
    numbers = re.compile(r"\d[\d,.]*")
    assert set(numbers.findall(" ".join(printed_on(figure)))) <= set(numbers.findall(told))
    assert min(label["font"]["size"] for label in narrow["layout"]["annotations"]) >= 12


@EACH
@BOTH
def test_no_word_is_cut_at_the_edge(chart, language):
    figure = json.loads(chart(TABLES[chart](), language=language, source=PRINTED).to_json())
    narrow = {**figure["layout"], **figure["layout"]["meta"]["narrow"]["layout"]}
    for layout, form in ((figure["layout"], WIDE), (narrow, NARROW)):
        for words in layout["annotations"]:
            if words.get("name") in ("title", "subtitle", "source", "mark", "scale"):
                continue
            low, high = edges(words, layout, form.width)
            assert low >= -1, (form.name, words["text"])
            assert high <= form.width + 1, (form.name, words["text"])


def edges(words, layout, wide):
    """Where a label begins and ends on a figure of this width, in pixels from its left edge."""
    left, right = layout["margin"]["l"], layout["margin"]["r"]
    start, end = layout["xaxis"]["range"] if words["xref"] == "x" else (0, 1)
    x = left + (words["x"] - start) / (end - start) * (wide - left - right) + words.get("xshift", 0)
    long = width(re.sub(r"</?b>", "", words["text"]).replace("<br>", "\n"), words["font"]["size"])
    return (x - long, x) if words["xanchor"] == "right" else (x, x + long)


@EACH
@BOTH
def test_a_table_with_nothing_known_is_a_sentence_and_no_error(chart, language):
    undefined = TABLES[chart]()
    undefined[undefined.columns.drop("year")] = UNKNOWN
    for table, year in ((undefined, 2001), (TABLES[chart]().iloc[:0], None)):
        figure = chart(table, language=language, source=PRINTED, year=year)
        assert figure.layout.meta["empty"] is True
        assert len(figure.data) == 0
        assert said(figure, "title")


@EACH
def test_a_year_that_the_table_lacks_is_a_sentence_with_the_years_known(chart):
    assert said(chart(TABLES[chart](), year=1901), "title").startswith(
        ("There is no figure for 1901; the years known are", "There is no figure for 1901; the only year known is")
    )


@EACH
def test_the_table_is_not_changed(chart):
    table = TABLES[chart]()
    chart(table)
    pd.testing.assert_frame_equal(table, TABLES[chart]())


@pytest.mark.parametrize(
    ("chart", "column"), [(charts.outcomes, "indicator"), (charts.donors, "donor"), (charts.project_lines, "name")]
)
def test_tags_in_a_name_are_shown_and_never_run(chart, column):
    table = TABLES[chart]()
    table[[column, f"{column}_en"]] = "<img src=x onerror=alert(1)>"
    drawn = json.loads(chart(table).to_json())["layout"]
    texts = [words["text"] for words in drawn["annotations"] + drawn["meta"]["narrow"]["layout"]["annotations"]]
    assert not any("<img" in text for text in texts)
    assert any("&lt;img" in text for text in texts)
