"""The printed tables of names and texts, as a page shows them."""

from __future__ import annotations

import pytest

from partnerlab import open_page
from partnerlab.errors import UnknownTable
from partnerlab.page.top import hero
from partnerlab.sources.references import Reference, reference


def of(language: str, **where: object) -> Reference:
    return reference("programme_items", where, language="en" if language == "en" else "ru")


@pytest.mark.parametrize(
    ("programme", "kind", "count"),
    [
        ("public_initiatives", "task", 4),  # five bullets are printed; two of them are one sentence
        ("public_initiatives", "direction", 5),
        ("public_participation", "task", 3),
        ("public_participation", "sphere", 5),
        ("public_participation", "district_programme", 7),
        ("public_participation", "project", 9),
    ],
)
def test_the_programmes_have_the_tasks_directions_and_projects_that_the_presentation_prints(
    programme: str, kind: str, count: int
) -> None:
    for language in ("ru", "en"):
        shown = of(language, programme=programme, kind=kind)
        assert len(shown.rows) == count
        assert all(all(row[:2]) for row in shown.rows)


def test_a_russian_reader_sees_the_printed_words_and_an_english_one_their_translation() -> None:
    where = {"programme": "public_participation", "kind": "project"}
    assert of("ru", **where).rows[0] == ("1", "«Карта общественного участия г.Перми»")
    english = of("en", **where)
    assert "ap of public participation" in english.rows[0][1]
    assert (of("ru", **where).title, english.title) == ("Проекты", "Projects")
    assert not any("а" <= letter <= "я" for row in english.rows for cell in row for letter in cell.lower())


def test_a_district_programme_names_its_district_in_words() -> None:
    where = {"programme": "public_participation", "kind": "district_programme"}
    assert of("ru", **where).rows[0] == ("1", "«Соседские сообщества центра»", "Ленинский")
    assert of("en", **where).rows[5][2] == "Kirovsky"


def test_the_task_that_is_printed_twice_in_two_spellings_says_so_and_the_others_do_not() -> None:
    assert len(of("ru", programme="public_participation", kind="task").notes) == 1
    assert of("ru", programme="public_initiatives", kind="task").notes == ()


def test_the_decree_of_a_sunday_keeps_its_date_and_is_noted() -> None:
    shown = reference("documents", {}, language="ru")
    assert "11 марта 2001 г." in [cell.replace("\xa0", " ") for row in shown.rows for cell in row]
    assert "воскресенье" in shown.notes[0]


def test_a_page_shows_a_reference_as_a_table_with_its_source(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTNERLAB_PAGE", "text")
    open_page("overview", language="en").reference("contest_system", kind="task")
    said = capsys.readouterr().out
    assert "district – city – regional" in said
    assert "Two-year projects are printed for a line" in said
    assert "Source: Social Partnership" in said


def test_a_table_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownTable, match="programme_items"):
        reference("programs", {}, language="en")


def test_the_page_of_the_programmes_opens_with_what_is_printed_and_not_with_made_up_figures() -> None:
    opening = hero(open_page("overview", year=2025, language="en")._view.content)
    assert "<h1>The programme of 2001–2004 was approved; that of 2005–2009 is known as a draft</h1>" in opening
    assert "made up" not in opening
