"""The headings and words that a contest's secretary types are known; others are left alone."""

from __future__ import annotations

import pytest

from partnerlab.model import APPLICATION, COLUMNS
from partnerlab.sources.choices import RULE_OF, WORDS, read_choice, read_themes
from partnerlab.sources.headings import SYNONYMS, bare, known_columns, recognised
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
