"""The headings and words that a contest's secretary types are known; others are left alone."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.model import APPLICATION, COLUMNS
from partnerlab.rules import RULES
from partnerlab.sources.cells.choices import RULE_OF, WORDS, read_choice, read_themes
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.headings import GENERAL, SYNONYMS, known_columns, recognised, unit_named, units_stated
from partnerlab.sources.headings.proposals import nearest_heading, nearest_name
from partnerlab.sources.records import open_records
from partnerlab.wording import words


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Год", "year"),
        ("ГОД КОНКУРСА", "year"),
        ("Организация", "organisation"),
        ("Заявитель", "organisation"),
        ("Наименование НКО", "organisation"),
        ("ИНН", "organisation_id"),
        ("Название проекта", "title"),
        ("Запрашиваемая сумма", "requested"),
        ("Сумма гранта", "awarded"),
        ("Выделено из бюджета", "awarded"),
        ("Привлечённые средства", "attracted"),
        ("привлеченные  средства:", "attracted"),
        ("Средства, привлеченные исполнителями", "attracted"),
        ("Софинансирование", "attracted"),
        ("Средства бизнеса", "business"),
        ("Район", "district"),
        ("Статус", "status"),
        ("Результат", "status"),
        ("№ заявки", "application_id"),
        ("№\xa0заявки\xa0", "application_id"),
        ("Amount Awarded", "awarded"),
        ("Grantee", "organisation"),
        ("co-funding", "attracted"),
    ],
)
def test_a_secretarys_heading_is_known(heading: str, column: str) -> None:
    meaning = recognised(heading)
    assert meaning is not None
    assert (meaning.column, meaning.factor) == (column, 1.0)


@pytest.mark.parametrize(
    ("heading", "column", "factor"),
    [
        ("Средства бюджета, тыс. руб.", "awarded", 1000),
        ("Средства, привлеченные исполнителями, тыс. руб.", "attracted", 1000),
        ("Сумма гранта (руб.)", "awarded", 1),
        ("Выделяемаясумма(руб,)", "awarded", 1),
        ("Сумма гранта, руб", "awarded", 1),
        ("Сумма гранта, т.р.", "awarded", 1000),
        ("Сумма гранта (в тыс. руб.)", "awarded", 1000),
        ("Запрошено, млн рублей", "requested", 1000000),
        ("awarded (thousand RUB)", "awarded", 1000),
        ("Requested, thousand roubles", "requested", 1000),
        ("Сумма (тыс. руб.) гранта", "awarded", 1000),
    ],
)
def test_a_unit_in_the_heading_is_taken_off_and_kept(heading: str, column: str, factor: float) -> None:
    meaning = recognised(heading)
    assert meaning is not None
    assert (meaning.column, meaning.factor, meaning.currency) == (column, factor, "RUB")


def test_dollars_in_a_heading_are_kept_as_dollars() -> None:
    meaning = recognised("Grant amount, USD")
    assert meaning is not None
    assert meaning.currency == "USD"


@pytest.mark.parametrize(
    "heading",
    [
        "Софинансирование, %",
        "Собственный вклад (%)",
        "Софинансирование (в %)",
        "Грант, %",
        "% софинансирования",
        "Привлечено, ‰",
        "Победитель конкурса",
    ],
)
def test_a_heading_of_shares_or_of_yes_and_no_is_no_heading_of_money_or_of_names(heading: str) -> None:
    assert recognised(heading) is None


@pytest.mark.parametrize("heading", ["Сумма гранта, тыс. (млн.) руб.", "Сумма гранта, руб. ($)"])
def test_two_units_in_one_heading_are_not_clear(heading: str) -> None:
    meaning = recognised(heading)
    assert meaning is not None
    assert not meaning.clear


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("Заказ на проекты, тыс. руб.", {(1000.0, "RUB")}),
        ("Конкурс 2003 года (суммы в тысячах рублей)", {(1000.0, "RUB")}),
        ("в тысячах", {(1000.0, "")}),
        ("млн руб.", {(1e6, "RUB")}),
        ("Единица измерения: т.р.", {(1000.0, "RUB")}),
        ("Все суммы в рублях", {(1.0, "RUB")}),
        ("All amounts in thousand USD", {(1000.0, "USD")}),
        ("тыс. руб. (млн руб.)", {(1000.0, "RUB"), (1e6, "RUB")}),
        ("Победители конкурса 2003 года", set()),
        ("Призовой фонд 500 тыс. рублей", set()),
        ("Гранты до 1,5 млн руб.", set()),
        ("Проект «Миллион рублей на мечту»", set()),
        ("Сколько привлечено на рубль бюджета", set()),
        ("Конкурс на р. Каме, в т. ч. для школ", set()),
    ],
)
def test_a_title_states_a_unit_and_an_amount_in_it_is_none(title: str, units: set[tuple[float, str]]) -> None:
    assert units_stated(title) == units


@pytest.mark.parametrize(
    "heading", ["", "Шкаф", "№", "№ п/п", "тыс. руб.", "Телефон", "Год, тыс. руб.", "Сумма в октябре"]
)
def test_other_headings_are_left_alone(heading: str) -> None:
    assert recognised(heading) is None


def test_every_column_answers_to_its_own_name_and_to_its_words_in_both_languages() -> None:
    for column in COLUMNS:
        for text in (column.name, column.meaning, words("ru").say(column.meaning)):
            meaning = recognised(text)
            assert meaning is not None, text
            assert meaning.column == column.name


def test_every_column_has_words_and_no_word_means_two_columns() -> None:
    assert set(SYNONYMS) == set(APPLICATION)
    spelt = [(bare(text), name) for name, texts in SYNONYMS.items() for text in texts.split(";")]
    assert len({text for text, _ in spelt}) == len(set(spelt))


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Nom du bénéficiaire", "organisation"),
        ("Montant demandé (€)", "requested"),
        ("Montant accordé", "awarded"),
        ("Date de début", "start"),
        ("Quartier", "district"),
        ("Nazwa organizacji", "organisation"),
        ("Tytuł zadania publicznego", "title"),
        ("Wnioskowana kwota dotacji", "requested"),
        ("Przyznana dotacja", "awarded"),
        ("Wkład własny", "attracted"),
        ("Dzielnica", "district"),
        ("Размер запрашиваемого гранта", "requested"),
        ("End date", "end"),
        ("end_date", "end_date"),
    ],
)
def test_a_secretarys_heading_is_known_in_french_and_polish_too(heading: str, column: str) -> None:
    meaning = recognised(heading)
    assert meaning is not None
    assert meaning.column == column


@pytest.mark.parametrize(
    "heading", ["Name", "Номер договора", "Сумма прописью", "Nature", "Nom", "Общая стоимость проекта"]
)
def test_a_false_friend_is_not_known(heading: str) -> None:
    assert recognised(heading) is None


def test_every_general_heading_is_a_heading() -> None:
    assert {bare(one) for one in GENERAL if recognised(one) is None} == set()


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Cофинансирование", "attracted"),  # a Latin C
        ("Сумма грaнта", "awarded"),  # a Latin a
        ("ИHH", "organisation_id"),  # a Latin HH
        ("Amоunt awarded", "awarded"),  # a Cyrillic о
        ("Запрoшено, тыс. руб.", "requested"),  # a Latin o
    ],
)
def test_a_letter_of_the_other_alphabet_that_looks_alike_is_no_other_heading(heading: str, column: str) -> None:
    meaning = recognised(heading)
    assert meaning is not None
    assert (meaning.column, meaning.lookalike) == (column, True)
    clean = recognised("Софинансирование")
    assert clean is not None
    assert not clean.lookalike


def test_letters_that_look_alike_are_told() -> None:
    findings = open_records(pd.DataFrame({"Год": [2003], "Сумма грaнта": [5000]})).findings
    assert [(one.column, one.severity) for one in findings if one.rule == "lookalike_letters"] == [
        ("Сумма грaнта", "note")
    ]


def test_a_heading_typed_on_a_mac_is_the_same_heading() -> None:
    assert bare("Район") == bare("Район".replace("й", "и\u0306"))
    assert bare("Montant demandé") == bare("Montant demande\u0301")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Запрашиваимая сумма", "requested"),
        ("Сума гранта", "awarded"),
        ("Организацыя", "organisation"),
        ("Amount requsted", "requested"),
        ("Название проекта (кратко)", "title"),
        ("Name", "organisation"),
    ],
)
def test_for_a_heading_that_is_nearly_known_the_known_one_is_proposed(heading: str, column: str) -> None:
    near = nearest_heading(heading)
    assert near is not None
    assert near.column == column


@pytest.mark.parametrize(
    "heading",
    [
        *("Примечание", "Телефон", "ФИО руководителя", "Адрес", "Количество участников", "Регион", "Город", "КПП"),
        *("Средний балл", "Место", "Руководитель проекта", "Общая стоимость проекта", "Сумма гранта прописью"),
        *("Название организации партнера", "Смета", "Цель проекта", "Дата начала регистрации", "Комментарий"),
        *("Score", "Notes", "Phone", "Country", "Signature", "Total budget", "Province", "Sector", "Uwagi", "Ville"),
    ],
)
def test_for_an_ordinary_column_of_the_users_own_nothing_is_proposed(heading: str) -> None:
    assert recognised(heading) is None
    assert nearest_heading(heading) is None


def test_a_nearly_known_heading_is_told_with_the_line_for_the_mapping_and_its_column_is_not_used() -> None:
    records = open_records(pd.DataFrame({"Год": [2003], "Сума гранта": [5000], "Примечание": ["да"], "Телефон": [1]}))
    assert "awarded" not in records.frame.columns
    (unknown,) = (one for one in records.findings if one.rule == "unknown_heading")
    assert (unknown.column, unknown.severity) == ("Сума гранта", "warning")
    assert '"Сума гранта" = "awarded"' in unknown.text("ru")
    assert '"Сума гранта" = "awarded"' in unknown.text("en")


def test_the_users_own_columns_are_one_note() -> None:
    frame = pd.DataFrame(
        {"Год": [2003], "Сумма гранта": [5000], "Примечание": ["да"], "Смета": ["да"], "Валюта": ["RUB"]}
    )
    own = [one for one in open_records(frame).findings if one.rule == "own_columns"]
    assert [(one.severity, one.count, one.found) for one in own] == [("note", 2, "«Примечание», «Смета»")]


def test_nothing_is_proposed_for_a_column_that_is_there_already() -> None:
    frame = pd.DataFrame({"Год": [2003], "Сумма гранта": [5000], "Сумма грантов": [6000]})
    assert not [one for one in open_records(frame).findings if one.rule == "unknown_heading"]


@pytest.mark.parametrize(
    ("text", "unit"), [("тыс. руб.", (1e3, "RUB")), ("EUR", (1.0, "EUR")), ("т", None), ("", None)]
)
def test_a_unit_alone_is_a_unit(text: str, unit: tuple[float, str] | None) -> None:
    assert unit_named(text) == unit


def test_for_a_mistyped_name_of_a_column_the_nearest_is_proposed() -> None:
    assert nearest_name("awardd", APPLICATION) == "awarded"
    assert nearest_name("шкаф", APPLICATION) == ""


def test_two_headings_of_one_column_count_once() -> None:
    assert known_columns(["Год", "Организация", "Заявитель", "Шкаф"]) == 2


@pytest.mark.parametrize(
    ("column", "typed", "word"),
    [
        ("status", "победитель", "won"),
        ("status", "Поддержан", "won"),
        ("status", "ОТКЛОНЁН", "rejected"),
        ("status", "не допущен", "rejected"),
        ("status", "не поддержан", "lost"),
        ("status", "Заявка подана", "submitted"),
        ("status", "won", "won"),
        ("organisation_kind", "НКО", "ngo"),
        ("organisation_kind", "ОТОС", "otos"),
        ("organisation_kind", "ТОС", "otos"),
        ("customer_sphere", "бюджетная сфера", "budget"),
        ("tier", "Районный", "district"),
        ("followup_status", "продолжается своими силами", "continues_own_means"),
    ],
)
def test_a_word_of_a_closed_list_is_known_in_russian_and_in_english(column: str, typed: str, word: str) -> None:
    assert read_choice(typed, column=column).value == word


@pytest.mark.parametrize("column", ["status", "organisation_kind", "tier", "customer_sphere", "followup_status"])
def test_the_words_that_a_message_asks_for_are_known_when_they_are_typed(column: str) -> None:
    for language in ("ru", "en"):
        said = words(language).say(RULES[RULE_OF[column]].expected)  # type: ignore[arg-type]
        listed = said.replace(" or ", ", ").replace(" или ", ", ").split(", ")
        assert [read_choice(word, column=column).value for word in listed] == list(APPLICATION[column].choices)


def test_closed_does_not_say_that_a_report_was_accepted() -> None:
    assert read_choice("closed", column="status").rule == "unknown_status"
    assert read_choice("closed", column="followup_status").value == "ended"


def test_a_word_outside_the_list_is_not_guessed() -> None:
    for column, rule in RULE_OF.items():
        assert (read_choice("ура", column=column).value, read_choice("ура", column=column).rule) == (None, rule)


def test_every_word_of_a_closed_list_is_one_and_no_spelling_means_two() -> None:
    for column, listed in WORDS.items():
        assert set(listed) == set(APPLICATION[column].choices)
        spelt = [(bare(text), word) for word, texts in listed.items() for text in texts.split(";")]
        assert len({text for text, _ in spelt}) == len(set(spelt)), column


def test_the_ethnic_theme_is_known_and_other_themes_stay_as_typed() -> None:
    assert read_themes("Межнациональные отношения").value == "ethnic_relations"
    assert read_themes("спорт, Национальные вопросы").value == "спорт;ethnic_relations"
    assert read_themes("культура, искусство; ethnic relations").value == "культура, искусство;ethnic_relations"
    assert read_themes(" - ").value is None


@pytest.mark.parametrize(
    ("typed", "themes"),
    [
        ("Межнациональные отношения\nспорт", "ethnic_relations;спорт"),
        ("Межнациональные отношения / спорт", "ethnic_relations;спорт"),
        ("спорт/межнациональные отношения", "спорт;ethnic_relations"),
        ("молодежь; межнациональные отношения, спорт", "молодежь;ethnic_relations;спорт"),
        ("культура, искусство; спорт", "культура, искусство;спорт"),
        ("Гармонизация межэтнических/межнациональных отношений", "ethnic_relations"),
        ("спорт, гармонизация межэтнических/межнациональных отношений", "спорт;ethnic_relations"),
        ("дети и/или молодёжь", "дети и/или молодёжь"),
        (";", None),
    ],
)
def test_themes_are_divided_by_lines_semicolons_commas_and_strokes(typed: str, themes: str | None) -> None:
    assert read_themes(typed).value == themes


def test_no_theme_in_words_is_a_missing_value() -> None:
    assert (read_themes("нет").value, read_themes("нет").rule) == (None, "said_missing")
