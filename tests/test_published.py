"""The printed tables against the text of the presentation, retyped here from the source."""

import hashlib
import json
import pickle
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from partnerlab import resources
from partnerlab.errors import ChangedTable, LostTable, MissingFile, UnknownTable
from partnerlab.sources.published import description, published

SOURCE_NAMES = """
«ОБЩЕСТВЕННЫЕ ИНИЦИАТИВЫ. Программа совместных действий по развитию инициативы города Перми»
«Территориальное общественное самоуправление»
«Гармонизация межнациональных отношений»
«Партнерство. Социальный заказ»
«Социальный аудит»
«Ресурсная стратегия для «третьего сектора»
«от стадии роста к интенсификации развития»
«Об утверждении Положения «О социальном заказе»
«О проведении ежегодного городского конкурса социально значимых проектов «Общественные инициативы»
«Родной район – мой дом, моя забота»
ЗАО «ЛУКОЙЛ – Пермь»
ОАО «Хенкель – Пермос»
ОАО «Сорбент»
ОАО «Галоген»
«Система конкурсов социально значимых проектов»
«Социальное партнерство»
«Общественная акция»
«ОБЩЕСТВЕННОЕ УЧАСТИЕ»
«Соседские сообщества центра»
«Дом общественных организаций как основа общественного партнёрства»
«Общественная Мотовилиха»
«Развитие общественного партнерства»
«Содействие и партнёрство»
«Развитие взаимодействия администрации района и “третьего сектора” через поддержку общественных инициатив»
«Создание системы межсекторного взаимодействия»
«Карта общественного участия г.Перми»
«Технологии общественного участия»
«Общественная экспертиза»
«Общественные обсуждения актуальных вопросов городской жизни»
«Пермь в истории России»
«Система конкурсов»
«Оценка результатов». Эффективность деятельности НКО
«Ресурсная стратегия»
«Практическая школа лидера»
Политическая культура
Молодёжь: активное участие в общественной жизни. Воспитание патриотизма
Социальное партнерство с религиозными организациями
Развитие национальных отношений
Территориальное общественное самоуправление
Развитие системы гражданского участия, партнерства в решении проблем городского сообщества.
Формирование долгосрочной инвестиционной политики поддержки общественных инициатив
Стимулирование общественной активности структур частного бизнеса
Выстроить очередность конкурсов в следующем порядке: районный – городской – областной.
Разработать оптимальный проектный цикл для всех участников.
ОБЩЕСТВЕННЫХ ОБЪЕДИНЕНИЙ И СОВЕТОВ САМОУПРАВЛЕНИЯ
""".strip().splitlines()


def known_tables() -> list[str]:
    table = published()
    return table.name[table.known].tolist()


def of_the_presentation() -> list[str]:
    return [name for name in known_tables() if description(name)["partnerlab"]["parts"]]


@pytest.fixture
def copied_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package's data in a folder where a test may spoil them."""
    folder = tmp_path / "data"
    shutil.copytree(resources.data_folder(), folder)
    monkeypatch.setattr(resources, "data_folder", lambda: folder)
    return folder


# What is printed -----------------------------------------------------------------------------------------------------


def test_the_social_order_table_has_the_fifteen_printed_cells_in_roubles():
    frame = published("social_order").frame
    assert frame.year.tolist() == [1999, 2000, 2001]
    assert frame.budget_customers.tolist() == [3, 8, 10]
    assert frame.budget.tolist() == [262_000, 965_500, 1_340_000]
    assert frame.business_customers.tolist() == [0, 22, 2]
    assert frame.business.tolist() == [0, 195_300, 160_000]
    assert frame.attracted.tolist() == [751_900, 5_325_000, 11_301_000]


def test_the_printed_none_of_1999_is_a_zero_that_still_says_none():
    frame = published("social_order").frame.set_index("year")
    assert frame.business_printed[1999] == "нет"
    assert frame.business_printed[[2000, 2001]].isna().all()
    assert frame.loc[1999, ["business", "business_customers"]].tolist() == [0, 0]


def test_the_file_keeps_the_unit_of_the_source_and_the_frame_has_roubles():
    file = (resources.data_folder() / "perm" / "social_order.csv").read_text(encoding="utf-8")
    assert "\n2000,8,965.5,22,195.3,5325.0,\n" in file


def test_the_fifth_contest_has_its_thirteen_printed_figures():
    frame = published("contest_outcomes").frame
    printed = [269_000, 4_400_000, 10, 17, 32, 163, 85, 14, 29, 47, 26, 149, 116]
    assert frame.value.tolist() == printed
    assert set(frame.edition) == {5}
    assert set(frame.year) == {2003}
    assert frame.value[frame.kind == "event"].sum() == 466
    assert (frame.kind == "event").sum() == 7


def test_the_staircase_of_project_lines_is_read_by_its_steps_and_says_so():
    lines = published("project_lines")
    frame = lines.frame
    assert frame.name.tolist() == [
        "Общественная акция",
        "Выбираем проблему",
        "Социальный заказ",
        "Общественное партнерство",
        "Социальные услуги",
    ]
    assert frame["size"].tolist()[:4] == [15_000, 30_000, 30_000, 150_000]
    assert frame.size_kind.tolist()[:4] == ["cap", "cap", "cap", "size"]
    assert frame.loc[4, ["size", "size_kind", "size_printed"]].isna().all()
    assert frame.nominations.tolist()[2] == 5
    assert frame.nominations.tolist()[4] == 4
    assert frame.nominations.isna().sum() == 3
    assert "прочтение" in lines.source.text("place", "ru")
    assert "reading" in lines.source.text("place", "en")


def test_the_source_prints_155_990_but_its_donors_add_to_157_990():
    donors, contest = published("district_donors"), published("district_contest")
    assert donors.frame.amount.tolist() == [100_000, 17_990, 20_000, 20_000]
    assert donors.frame.amount.sum() == 157_990
    assert contest.frame.printed_fund.tolist() == [155_990]
    assert set(donors.frame.printed_fund) == {155_990}
    for table in (donors, contest):
        assert "155,990" in table.source.text("place", "ru")
        assert "157,990" in table.source.text("place", "ru")
        assert "157.990" in table.source.line("en")


def test_the_sum_that_is_computed_stands_in_no_file_as_a_printed_figure():
    for file in resources.data_folder().rglob("*.csv"):
        assert "157.99" not in file.read_text(encoding="utf-8")


def test_the_district_contest_has_its_interim_figure_with_its_date():
    contest = published("district_contest").frame.iloc[0]
    assert (contest.applications, contest.winners) == (11, 6)
    assert contest.attracted == 222_660
    assert contest.as_of == pd.Timestamp(2004, 11, 6)
    assert round(contest.attracted / contest.printed_fund, 3) == 1.427


def test_every_name_of_the_presentation_stands_in_a_table_as_printed():
    texts = "\n".join(str(cell) for table in known_tables() for cell in published(table).frame.to_numpy().ravel())
    assert [name for name in SOURCE_NAMES if name not in texts] == []


def test_the_programmes_have_as_many_parts_as_the_presentation_prints():
    items = published("programme_items").frame
    assert items.groupby(["programme", "kind"]).size().to_dict() == {
        ("public_initiatives", "task"): 4,
        ("public_initiatives", "direction"): 5,
        ("public_participation", "task"): 3,
        ("public_participation", "sphere"): 5,
        ("public_participation", "district_programme"): 7,
        ("public_participation", "project"): 9,
    }


def test_five_bullets_are_printed_for_the_four_tasks_of_the_first_programme():
    items = published("programme_items").frame
    tasks = items[(items.programme == "public_initiatives") & (items.kind == "task")]
    assert tasks.bullets.tolist() == [1, 1, 2, 1]


def test_each_district_has_one_district_programme():
    items, districts = published("programme_items").frame, published("districts").frame
    assert sorted(items.district.dropna()) == sorted(districts.district)
    kirovsky = items.text[items.district == "kirovsky"].item()
    assert kirovsky.startswith("«Развитие взаимодействия администрации района")


def test_the_line_of_two_year_projects_is_not_among_the_lines_of_the_matrix():
    tasks = published("contest_system").frame.dropna(subset="project_line")
    lines = set(published("project_lines").frame.name)
    assert tasks.project_line.tolist() == ["«Социальное партнерство»", "«Общественная акция»"]
    assert tasks.in_matrix.tolist() == [False, True]
    assert [line.strip("«»") in lines for line in tasks.project_line] == [False, True]


def test_decree_186_keeps_its_sunday_and_says_that_it_is_one():
    documents = published("documents").frame.set_index("document")
    decree = documents.loc["mayor_decree_186"]
    assert (decree.number, decree.date) == (186, pd.Timestamp(2001, 3, 11))
    assert decree.date.day_name() == "Sunday"
    assert "Sunday" in decree.note_en
    duma = documents.loc["duma_decision_103"]
    assert (duma.number, duma.date, duma.article) == (103, pd.Timestamp(1999, 9, 21), 4)
    assert duma.quote.startswith("Социальным заказом администрации города Перми")
    assert duma.quote.endswith("использовании предоставленных средств")


def test_contests_follow_each_other_from_the_district_to_the_region():
    assert published("contest_tiers").frame.tier.tolist() == ["district", "city", "regional"]


# What is lost --------------------------------------------------------------------------------------------------------


def test_the_five_lost_charts_are_listed_as_lost():
    table = published()
    lost = table[~table.known]
    expected = {"participation", "ethnic_issues", "participation_by_kind", "continuation", "leverage_by_project"}
    assert set(lost.name) == expected
    assert lost.rows.isna().all()
    assert table.rows[table.known].notna().all()


def test_the_list_speaks_the_readers_language():
    russian, english = published(language="ru"), published(language="en")
    assert russian.name.tolist() == english.name.tolist()
    assert not english.title.str.contains("[а-яё]", case=False).any()
    assert not english.place.str.contains("[а-яё]", case=False).any()
    assert russian.title.str.contains("[а-яё]", case=False).all()


def test_asking_for_a_lost_chart_says_what_is_known_of_it_in_both_languages():
    with pytest.raises(LostTable) as caught:
        published("continuation")
    assert caught.value.name == "continuation"
    assert "293" in caught.value.text("ru")
    assert "проектов-победителей" in caught.value.text("ru")
    assert "winner projects" in caught.value.text("en")
    assert pickle.loads(pickle.dumps(caught.value)).text("en") == caught.value.text("en")  # noqa: S301


def test_of_the_lost_chart_of_winners_the_total_of_five_years_is_known():
    chart = published("lost_charts").frame.set_index("chart").loc["continuation"]
    assert (chart.first_year, chart.last_year, chart.winners) == (1999, 2003, 293)


# What is refused -----------------------------------------------------------------------------------------------------


def test_a_name_that_there_is_not_is_answered_with_those_that_there_are():
    with pytest.raises(UnknownTable) as caught:
        published("budget")
    assert "social_order" in caught.value.known
    assert "continuation" in caught.value.known


def test_a_table_that_is_no_longer_the_checked_one_is_refused(copied_data: Path):
    file = copied_data / "perm" / "social_order.csv"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_bytes().replace(b"11301.0", b"11031.0"))
    with pytest.raises(ChangedTable) as caught:
        published("social_order")
    assert caught.value.expected == before
    assert caught.value.found == hashlib.sha256(file.read_bytes()).hexdigest()
    assert len(published("project_lines").frame) == 5


def test_a_table_whose_file_is_gone_is_named(copied_data: Path):
    (copied_data / "perm" / "districts.csv").unlink()
    with pytest.raises(MissingFile, match=r"districts\.csv"):
        published("districts")


def test_another_table_needs_an_entry_in_the_package_and_no_code(copied_data: Path):
    content = b"month,index,people\n2001-01-31,18.6,2.5\n2001-02-28,,0.1\n"
    (copied_data / "prices.csv").write_bytes(content)
    file = copied_data / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    entry = {
        "name": "prices",
        "path": "prices.csv",
        "title": "Цены",
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "sources": [{"title": "Росстат"}],
        "licenses": [{"name": "notspecified", "title": "не указана"}],
        "schema": {
            "fields": [
                {"name": "month", "type": "date"},
                {"name": "index", "type": "number", "unit": "percent"},
                {"name": "people", "type": "number", "unit": "million people"},
            ]
        },
        "partnerlab": {"place": "с. 1", "english": {"title": "Prices", "place": "p. 1"}},
    }
    package["resources"].append(entry)
    file.write_text(json.dumps(package), encoding="utf-8")
    prices = published("prices")
    assert prices.frame["index"].tolist()[0] == 0.186
    assert prices.frame["index"].isna().tolist() == [False, True]
    assert prices.frame.people.tolist() == [2_500_000, 100_000]
    assert prices.source.line("en") == "Source: Росстат, p. 1, не указана"


# What every table has ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", known_tables())
def test_every_table_says_where_it_is_from_in_both_languages(name: str):
    dataset = published(name)
    assert (dataset.kind, dataset.source.kind) == ("published", "published")
    assert not dataset.source.synthetic
    for language in ("ru", "en"):
        assert dataset.source.text("title", language)
        assert dataset.source.text("place", language)
        assert dataset.source.text("publisher", language)
        assert dataset.source.text("licence", language)
        assert dataset.source.text("title", language) in dataset.source.line(language)
    for field in ("title", "place", "publisher", "licence"):
        assert dataset.source.english.get(field), field
        assert not re.search("[а-яё]", dataset.source.text(field, "en"), re.IGNORECASE), field


@pytest.mark.parametrize("name", of_the_presentation())
def test_every_table_of_the_presentation_bears_its_title_its_year_and_that_it_states_no_licence(name: str):
    source = published(name).source
    assert source.date == "2004"
    assert source.title == "Социальное партнерство. Пермский опыт (презентация)"
    assert source.text("licence", "ru") == "лицензия не указана"
    assert source.text("licence", "en") == "no licence stated"


def test_the_tables_that_are_not_of_the_presentation_do_not_claim_to_be():
    others = set(known_tables()) - set(of_the_presentation())
    assert others == {"contest_history", "district_population", "consumer_prices", "district_areas"}
    for name in others:
        source = published(name).source
        assert source.date != "2004"
        assert "презентация" not in source.title


@pytest.mark.parametrize("name", known_tables())
def test_every_table_is_plain_utf8_with_line_feeds_and_the_described_fields(name: str):
    package = json.loads((resources.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in package["resources"] if entry["name"] == name)
    content = (resources.data_folder() / entry["path"]).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert len(content) == entry["bytes"]
    fields = entry["schema"]["fields"]
    assert content.decode().splitlines()[0].split(",") == [field["name"] for field in fields]
    assert all(field["title"] and field["description"] and field["english"]["title"] for field in fields)
    assert {"place", "read", "left_out", "contradictions", "parts"} <= set(entry["partnerlab"])


def test_the_tables_cover_all_parts_of_the_presentation():
    package = json.loads((resources.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    assert {part for entry in package["resources"] for part in entry["partnerlab"]["parts"]} == set(range(1, 14))


def test_every_english_column_stands_beside_what_it_translates():
    for name in known_tables():
        frame = published(name).frame
        for column in [column for column in frame if column.endswith("_en")]:
            original = column.removesuffix("_en")
            assert (frame[column].isna() == frame[original].isna()).all(), (name, column)
            assert not frame[column].dropna().str.contains("[а-яё]", case=False).any(), (name, column)


def test_the_package_is_a_valid_data_package():
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(resources.data_folder() / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "note"])
    assert len(report.tasks) == len(known_tables())
