"""Every word in both languages, numbers as each language writes them."""

from __future__ import annotations

import re
import string
from io import BytesIO

import pandas as pd
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from partnerlab.wording import CATALOGUE, is_missing, reader_language, words
from partnerlab.wording.tables import HEADINGS, VALUES, readable, written
from places import CHECKOUT

SAID = {"say": (1,), "message": (1,), "phrase": (1,), "plural": (1, 2), "_": (1,)}


def said_in_the_code() -> set[str | tuple[str, str]]:
    found = extract_from_dir(CHECKOUT / "src" / "partnerlab", method_map=[("**.py", "python")], keywords=SAID)
    return {message for _, _, message, _, _ in found if message}


def catalogue() -> Catalog:
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="ru")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_of_the_code_is_found_by_the_extraction() -> None:
    # The extraction itself must not go blind: some messages of each kind are known to be there.
    found = said_in_the_code()
    assert "Budget, {unit}" in found
    assert "no data" in found
    assert any(isinstance(message, tuple) for message in found)
    assert len(found) > 150


def test_every_message_has_a_russian_translation() -> None:
    known = {message.id: message for message in catalogue() if message.id}
    singulars = {one[0] if isinstance(one, tuple) else one: message for one, message in known.items()}
    missing = []
    for said in said_in_the_code():
        one = said[0] if isinstance(said, tuple) else said
        entry = singulars.get(one)
        forms = () if entry is None else entry.string if isinstance(entry.string, tuple) else (entry.string,)
        if entry is None or entry.fuzzy or not forms or not all(forms):
            missing.append(said)
        if isinstance(said, tuple) and len(forms) != 3:
            missing.append(said)
    assert missing == []


def test_no_translation_is_left_that_nobody_says() -> None:
    said = {one[0] if isinstance(one, tuple) else one for one in said_in_the_code()}
    # Doctests say these.
    doctests = {"{count} application", "Expected: {what}."}
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue() if message.id}
    assert known - said - doctests == set()


def test_a_translation_has_the_places_of_its_message() -> None:
    for message in catalogue():
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for form in forms:
            assert places(form) == places(originals[-1]), message.id


def test_russian_messages_are_russian() -> None:
    same = {"RUB"}
    for message in catalogue():
        if message.id and message.id not in same:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            letters = re.sub(r"{\w+}", "", "".join(forms))
            assert re.search("[а-яё]", letters, re.IGNORECASE) or not re.search("[a-z]{4}", letters), message.id


def test_money_reads_as_each_language_writes_it() -> None:
    assert words("ru").amount(1_340_000).replace("\xa0", " ") == "1 340,0 тыс. руб."
    assert words("en").amount(1_340_000).replace("\xa0", " ") == "1,340.0 thousand RUB"


def test_a_number_is_never_broken_between_lines() -> None:
    assert " " not in words("ru").amount(11_301_000)
    assert " " not in words("ru").coins(8.4336)


@pytest.mark.parametrize(
    ("value", "said"), [(8.43358, "8 руб. 43 коп."), (2.999, "3 руб. 00 коп."), (0.05, "0 руб. 05 коп.")]
)
def test_roubles_and_kopecks(value: float, said: str) -> None:
    assert words("ru").coins(value).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 заявок"), (1, "1 заявка"), (2, "2 заявки"), (11, "11 заявок"), (22, "22 заявки"), (111, "111 заявок")],
)
def test_russian_plurals(count: int, said: str) -> None:
    assert words("ru").plural("{count} application", "{count} applications", count) == said


def test_a_missing_number_is_said_to_be_missing() -> None:
    assert words("ru").number(float("nan")) == "нет данных"
    assert words("en").share(None) == "no data"
    assert not is_missing("text")


def test_a_small_negative_number_is_not_minus_zero() -> None:
    assert words("en").number(-0.001, 2) == "0.00"
    assert words("ru").number(-2.0, 3) == "−2,000"


def test_the_reader_s_language_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert reader_language() == "ru"
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert reader_language() == "en"


def test_an_interval_stands_beside_its_value() -> None:
    import pandas as pd

    table = pd.DataFrame(
        {"year": [2015], "award_rate": [128 / 429], "award_rate_low": [0.257], "award_rate_high": [0.343]}
    )
    headings, rows, numeric = readable(table, words("ru"))
    assert headings == ["Год", "Победители среди рассмотренных"]
    assert [cell.replace("\xa0", " ") for cell in rows[0]] == ["2015", "29,8 % (25,7–34,3 %)"]
    assert numeric == [True, True]


def test_every_heading_and_code_is_translated() -> None:
    for known in HEADINGS.values():
        given = {"unit": "", "currency": ""}
        assert words("ru").say(known.text, **given) != known.text.format(**given)
    for text in VALUES.values():
        assert words("ru").say(text) != text


def test_a_district_named_like_a_code_is_not_translated() -> None:
    assert written("district", "budget", words("ru")) == "budget"


def test_a_day_in_a_table_is_said_and_not_taken_for_missing() -> None:
    days = pd.to_datetime(pd.Series(["2003-05-31", None]))
    table = pd.DataFrame({"year": [2003, 2003], "funding_end": days, "a_column_of_our_own": days})
    _, rows, _ = readable(table, words("ru"))
    assert rows == [["2003", "31.05.2003", "31.05.2003"], ["2003", "нет данных", "нет данных"]]
