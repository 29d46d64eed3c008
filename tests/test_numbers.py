"""The contest in six numbers: each is its metric's, each change is what a reader subtracts, and all are links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from partnerlab import metrics, sample_records
from partnerlab.charts.rows import Row
from partnerlab.dataset import Dataset, Held, Source
from partnerlab.metrics.uncertainty import wilson
from partnerlab.page import numbers_html
from partnerlab.page.content import Content
from partnerlab.page.numbers import Number, numbers
from partnerlab.page.numbers_said import changed, difference_interval, within_chance
from partnerlab.parameters import checked
from partnerlab.publish.plan import Report
from partnerlab.publish.single_file import single_file
from partnerlab.wording import words
from reporting import make

NAMES = ["leverage", "participation", "awards", "social_order", "ethnic_issues", "continuation"]
HOSTILE = "<img src=x onerror=alert(1)>"


def content(
    data: str | Path | Dataset = "published",
    *,
    year: int | None = 2001,
    language: str = "ru",
    prices: int | None = None,
) -> Content:
    return Content("contest", checked(year, language, prices), data)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def six(data: str | Path | Dataset = "published", **asked: Any) -> dict[str, Number]:
    return {one.name: one for one in numbers(content(data, **asked))}


def records(rows: list[dict[str, Any]], calendar: dict[int, Held] | None = None, **source: str) -> Dataset:
    return Dataset("mine", "records", pd.DataFrame(rows), Source("мой файл", **source), calendar=calendar or {})


def contest(year: int, *, applied: int, won: int, first: int = 0, awarded: float = 100.0) -> list[dict[str, Any]]:
    """A contest in which every organisation applies once."""
    return [
        {
            "year": year,
            "organisation": f"НКО {first + number}",
            "status": "won" if number < won else "lost",
            "awarded": awarded if number < won else None,
            "attracted": 2 * awarded if number < won else None,
        }
        for number in range(applied)
    ]


def test_the_printed_numbers_of_2001_and_their_change_are_those_of_the_presentation():
    shown = six()
    assert plain(shown["leverage"].value) == "8 руб. 43 коп."
    assert plain(shown["leverage"].change) == "На 2 руб. 91 коп. больше, чем в 2000 году (5 руб. 52 коп.)."
    money = shown["social_order"]
    assert plain(money.value) == "1 340,0 тыс. руб."
    assert "11 301,0 тыс. руб." in plain(money.sentence)
    assert plain(money.change) == "На 374,5 тыс. руб. больше, чем в 2000 году (965,5 тыс. руб.)."
    assert money.caution == "В ценах каждого года."


@pytest.mark.parametrize("data", ["published", "sample"])
def test_every_number_is_that_of_its_metric_and_of_its_card(data: str):
    page = content(data)
    shown = {one.name: one for one in numbers(page)}
    assert list(shown) == NAMES
    sample = sample_records()
    row = {
        "awards": metrics.awards(sample).set_index("year").loc[2001],
        "participation": metrics.participation(sample).set_index("year").loc[2001],
        "ethnic_issues": metrics.ethnic_issues(sample).set_index("year").loc[2001],
        "continuation": metrics.continuation(sample, by=["year"]).set_index("year").loc[2001].iloc[0],
    }
    assert shown["participation"].value == f"{row['participation'].active:.0f}"
    columns = {"awards": "award_rate", "ethnic_issues": "share_of_winners", "continuation": "continues"}
    for name, column in columns.items():
        assert plain(shown[name].value) == f"{100 * row[name][column]:.1f} %".replace(".", ",")
    for name in NAMES:
        card = page.card(name, by=["year"] if name == "continuation" else None)
        said = " ".join([card.title, *(" ".join(cells) for cells in card.rows if cells[0] == "2001")])
        assert plain(shown[name].value).removesuffix(" тыс. руб.") in plain(said), name


def test_only_what_rests_on_the_sample_is_marked():
    marked = {name: one.synthetic for name, one in six().items()}
    assert {name for name, made_up in marked.items() if not made_up} == {"leverage", "social_order"}
    assert all(one.synthetic for one in six("sample").values())
    html = numbers_html.section(six().values(), words("ru"), href=str)
    assert html.count("pl-synthetic") == 4


def test_the_first_contest_is_compared_with_none():
    for one in six(year=1999).values():
        assert (one.change, one.caution) == ("", "Более раннего конкурса для сравнения нет.")


def test_a_year_without_a_number_says_which_years_have_one():
    shown = six(year=2003)
    assert (shown["leverage"].value, shown["leverage"].change) == ("", "")
    assert shown["leverage"].why == "За 2003 год данных нет; известные годы: 1999–2001"
    assert shown["participation"].value == "395"
    assert "нет данных" in numbers_html.section([shown["leverage"]], words("ru"), href=str)


def test_a_page_without_a_year_shows_the_latest_known_of_each():
    assert {one.name: one.year for one in numbers(content(year=None))} == {
        "leverage": 2001, "participation": 2004, "awards": 2004, "social_order": 2001, "ethnic_issues": 2004,
        "continuation": 2003,
    }  # fmt: skip


def test_in_constant_prices_both_years_are_and_the_number_says_so():
    own, constant = six()["social_order"], six(prices=2025)["social_order"]
    assert constant.caution == "В ценах декабря 2025 года."
    assert constant.value != own.value
    assert six(prices=2025)["leverage"].value == six()["leverage"].value  # a ratio of sums of one year


def test_records_that_lack_a_column_say_which_and_have_the_other_numbers():
    shown = six(records(contest(2011, applied=4, won=4)), year=2011)
    assert "«Темы»" in shown["ethnic_issues"].why
    assert "«После финансирования»" in shown["continuation"].why
    money = numbers(content(records(contest(2011, applied=4, won=4)), year=2011))[3]
    assert (money.name, money.topic) == ("leverage", "leverage")
    assert plain(money.value) == "0,4 тыс. руб."


def test_a_contest_before_which_years_are_lost_is_compared_with_the_last_known_one():
    data = records([*contest(2001, applied=10, won=5), *contest(2004, applied=13, won=5)], {2002: "missing"})
    assert six(data, year=2004)["participation"].change == "На 3 больше, чем в 2001 году (10)."


def test_an_open_contest_is_neither_compared_nor_compared_with():
    three = [*contest(2002, applied=10, won=5), *contest(2003, applied=20, won=5), *contest(2004, applied=11, won=5)]
    now = six(records(three, {2004: "open"}), year=2004)["participation"]
    assert (now.value, now.change) == ("11", "")
    assert now.caution.startswith("Конкурс 2004 года ещё не завершён")
    later = six(records(three, {2003: "open"}), year=2004)["participation"]
    assert later.change == "На 1 больше, чем в 2002 году (10)."


def test_few_cases_are_said_of_either_year():
    shown = six(records([*contest(2001, applied=4, won=2), *contest(2002, applied=20, won=5)]), year=2002)
    assert "2001: меньше 8 организаций или 5 случаев, для интервала этого мало." in shown["awards"].notes
    assert not any(note.startswith("2002:") for note in shown["awards"].notes)
    assert "Основано на 20 заявках." in shown["awards"].notes


def test_a_difference_of_shares_has_newcombes_interval():
    """Newcombe (1998), table II, example (a): 56/70 - 48/80 by method 10 is 0.0524 to 0.3339."""
    now, before = (
        Row("", cells={"rate": won / of, "rate_low": wilson(won, of)[0], "rate_high": wilson(won, of)[1]})
        for won, of in ((56, 70), (48, 80))
    )
    assert difference_interval(now, before, "rate") == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert wilson(56, 70)[0] < wilson(48, 80)[1]  # the intervals overlap, and yet chance alone does not do it
    assert not within_chance(now, before, "rate")
    assert not within_chance(before, now, "rate")
    assert within_chance(now, now, "rate")


def test_a_small_difference_is_said_to_be_within_chance_and_a_large_one_is_not():
    def caution(won: int) -> str:
        rows = [*contest(2001, applied=40, won=20), *contest(2002, applied=40, won=won, first=100)]
        return six(records(rows), year=2002)["awards"].caution

    assert caution(21) == "Различие в пределах случайного разброса."
    assert caution(38) == ""
    assert caution(20) == ""  # no difference, no word of it


@pytest.mark.parametrize(
    ("form", "now", "before", "said"),
    [
        ("count", 143, 39, "В 3,7 раза больше, чем в 2000 году (39)."),
        ("count", 78, 39, "Вдвое больше, чем в 2000 году (39)."),
        ("count", 39, 143, "На 104 меньше, чем в 2000 году (143)."),
        ("count", 39, 39, "Столько же, сколько в 2000 году (39)."),
        ("count", 39, 0, "На 39 больше, чем в 2000 году (0)."),
        ("share", 0.5, 0.1, "На 40,0 процентного пункта больше, чем в 2000 году (10,0 %)."),
        ("share", 0.12041, 0.12039, "Столько же, сколько в 2000 году (12,0 %)."),
        ("coins", 2.2, 3.0, "На 0 руб. 80 коп. меньше, чем в 2000 году (3 руб. 00 коп.)."),
        ("money", 965_500, 262_000, "В 3,7 раза больше, чем в 2000 году (262,0 тыс. руб.)."),
    ],
)
def test_a_change_reads_as_a_sentence(form: Any, now: float, before: float, said: str):
    assert plain(changed(form, now, before, year=2000, says=words("ru"), currency="RUB")) == said


def test_a_change_never_judges():
    for language in ("ru", "en"):
        for year in range(1999, 2005):
            said = " ".join(
                f"{one.change} {one.caution}" for one in numbers(content("sample", year=year, language=language))
            )
            assert not re.search(r"better|worse|лучше|хуже|improve|улучш|ухудш", said)


def test_other_money_than_roubles_is_called_by_its_name():
    rows = [*contest(2001, applied=10, won=8), *contest(2002, applied=10, won=8, awarded=150.0)]
    data = Dataset("mine", "records", pd.DataFrame(rows), Source("my file"), currency="EUR")
    shown = numbers(content(data, year=2002, language="en"))
    assert [plain(shown[place].value) for place in (0, 3)] == ["2.00 EUR", "1.2 thousand EUR"]
    assert "RUB" not in "".join(f"{one.value}{one.sentence}{one.change}{one.notes}" for one in shown)


def test_the_picture_has_a_bar_for_each_known_year_and_a_gap_for_each_other():
    shown = Number(
        "awards", "participation", "Доля", "counted", 2003, "20 %", years=((2001, 0.1), (2002, None), (2003, 0.2))
    )
    drawn = numbers_html.picture(shown)
    heights = [float(high) for high in re.findall(r'<rect[^>]* height="([\d.]+)"', drawn)]
    assert heights == [20.0, 40.0]
    assert drawn.count('class="pl-gap"') == 1
    assert re.search(r'<rect class="pl-asked"[^>]*height="40.0"', drawn)
    assert 'aria-hidden="true"' in drawn
    alone = Number("awards", "participation", "Доля", "counted", 2003, "20 %", years=((2003, 0.2),))
    assert numbers_html.picture(alone) == ""


def test_forty_years_stay_within_the_picture():
    years = tuple((1985 + number, 1.0) for number in range(40))
    drawn = numbers_html.picture(Number("awards", "participation", "Доля", "counted", 2024, "1", years=years))
    ends = [float(x) + float(wide) for x, wide in re.findall(r'x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)]
    assert len(ends) == 40
    assert max(ends) <= numbers_html.WIDTH


def test_what_comes_from_the_data_stays_text():
    data = Dataset("mine", "records", pd.DataFrame(contest(2001, applied=9, won=9)), Source(HOSTILE))
    html = numbers_html.section(numbers(content(data)), words("ru"), href=lambda topic: f'{topic}"{HOSTILE}')
    assert "<img" not in html
    assert "&lt;img" in html


def test_every_number_leads_to_the_page_of_its_question():
    html = numbers_html.section(numbers(content()), words("ru"), href=lambda topic: f"/{topic}?year=2001&language=ru")
    assert re.findall(r'href="/(\w+)\?year=2001&amp;language=ru"', html) == [
        "leverage", "participation", "participation", "social_order", "ethnic_issues", "after_funding",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    asked = [Report(name, 2001, language, "sample") for name in ("contest", "leverage") for language in ("ru", "en")]
    assert [one.error for one in make(asked, out)] == [""] * 4
    return out


@pytest.mark.parametrize("width", [1280, 800, 390])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_six_numbers_fits_and_is_for_everyone(
    browser: Browser, reports: Path, language: str, width: int, scheme: Any
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((reports / "2001" / language / "contest.html").as_uri())
    assert page.locator(".pl-numbers > li").count() == 6
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    across = page.evaluate(
        "new Set([...document.querySelectorAll('.pl-numbers > li')].map(one => one.offsetLeft)).size"
    )
    assert across == {1280: 3, 800: 2, 390: 1}[width]
    assert Axe().run(page).response["violations"] == []
    page.close()


def test_a_number_is_reached_by_keyboard_and_leads_to_a_page_that_is_there(browser: Browser, reports: Path) -> None:
    page = browser.new_page()
    page.goto((reports / "2001" / "ru" / "contest.html").as_uri())
    linked = page.locator("a.pl-number-card[href]")
    assert linked.evaluate_all("all => all.map(one => one.getAttribute('href'))") == ["leverage.html"]
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "pl-number-card":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/leverage.html")
    page.close()


def test_the_six_numbers_are_printed_on_one_sheet(browser: Browser, reports: Path) -> None:
    for language in ("ru", "en"):
        page = browser.new_page()
        page.goto((reports / "2001" / language / "contest.html").as_uri())
        margins: Any = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
        made = page.pdf(format="A4", margin=margins)
        assert len(re.findall(rb"/Type /Page\b", made)) == 1
        page.close()


def test_in_one_file_a_number_leads_to_the_page_within_it(reports: Path) -> None:
    pages = [Report(name, 2001, "ru", "sample") for name in ("contest", "leverage")]
    html = single_file([(one, (reports / one.file).read_text(encoding="utf-8")) for one in pages])
    cards = re.findall(r'<a class="pl-number-card"[^>]*>', html)
    assert cards == ['<a class="pl-number-card" href="#page-leverage">'] + ['<a class="pl-number-card">'] * 5


def test_the_index_opens_with_the_six_numbers_and_repeats_no_other_headline(reports: Path) -> None:
    html = plain((reports / "index.html").read_text(encoding="utf-8"))
    assert html.index("Конкурс 2001 года в шести числах") < html.index("На рубль бюджета привлечено 8 руб. 43 коп.")
    assert len(re.findall(r"<h2[^>]*>\s*<a[^>]*>\s*На рубль бюджета", html)) <= 1
