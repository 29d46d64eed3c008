"""A live page without a browser: what its kernel displays, and what it answers when something else is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

import comm
import pytest

from partnerlab import open_page
from partnerlab.page import Page, served
from partnerlab.page.content import Content
from partnerlab.parameters import Parameters


class Kernel:
    """The comm and the display of a kernel."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.shown: list[str] = []

    def on_msg(self, hear: Any) -> None:
        self._hear = hear

    def send(self, data: dict[str, Any]) -> None:
        self.sent.append(data)

    def ask(self, query: object, n: object = 1) -> list[dict[str, Any]]:
        self.sent.clear()
        self._hear({"content": {"data": {"n": n, "query": query}}})
        return list(self.sent)

    def changed(self, query: str) -> dict[str, str]:
        return {part["id"]: part["html"] for told in self.ask(query) for part in told.get("parts", ())}


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    made = Kernel()
    monkeypatch.setenv("PARTNERLAB_PAGE", "live")
    monkeypatch.setattr(comm, "create_comm", lambda **_: made)
    monkeypatch.setattr(served, "display", lambda data, raw: made.shown.append(data["text/html"]))  # noqa: ARG005
    return made


def opened(monkeypatch: pytest.MonkeyPatch, query: str, topic: str = "leverage") -> Page:
    monkeypatch.setenv("QUERY_STRING", query)
    page = open_page(topic, year=2001, language="en", data="published")
    page.opening()
    page.show("leverage")
    page.show("leverage_by_project")
    page.caveats()
    return page


def table_rows(html: str) -> list[list[str]]:
    told = json.loads(
        re.findall(r'<script type="application/json" class="pl-data">(.*?)</script>', html, re.DOTALL)[-1]
    )
    return [list(row) for row in told["rows"]]


def test_a_changed_address_gives_the_parts_that_a_page_opened_there_has(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monkeypatch, "")
    changed = kernel.changed("year=2003&language=en&district=kirovsky")
    assert set(changed) == {"top", "controls", "card-1", "card-2"}
    kernel.shown.clear()
    opened(monkeypatch, "year=2003&language=en&district=kirovsky")
    anew = "".join(kernel.shown)
    for part, html in changed.items():
        assert f'data-part="{part}"' in anew
        assert html in anew


def test_what_stays_the_same_is_not_sent(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, "year=2003&district=kirovsky")
    assert kernel.changed("year=2003&district=kirovsky") == {}
    assert "caveats" not in kernel.changed("year=2002&district=kirovsky")


def test_the_last_answer_says_the_address_the_title_and_the_report_of_the_view(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monkeypatch, "")
    last = kernel.ask("district=Кировский&year=2003", n=7)[-1]
    assert (last["n"], last["last"]) == (7, True)
    assert last["query"] == "year=2003&language=en&district=kirovsky"
    assert unquote(last["report"]) == "2003/en/leverage.html#district=Кировский"
    assert last["report"].isascii()
    assert last["title"].endswith("2003")


@pytest.mark.parametrize(("query", "n"), [(None, 1), (5, 1), ({"year": 2001}, 1), ("year=2003", "1"), (["year"], None)])
def test_what_is_no_question_is_not_answered(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch, query: object, n: object
) -> None:
    opened(monkeypatch, "")
    assert kernel.ask(query, n) == []


def test_a_fault_is_told_to_the_server_s_log_and_the_page_goes_on(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(monkeypatch, "")
    with monkeypatch.context() as patch:
        patch.setattr(Content, "card", lambda *_, **__: 1 / 0)
        told = kernel.ask("year=2003")
    assert [set(one) for one in told[-1:]] == [{"n", "failed", "last", "log"}]
    assert "ZeroDivisionError" in told[-1]["log"]
    assert all("ZeroDivisionError" not in str(one.get("parts")) for one in told)
    assert {"card-1", "card-2"} <= set(kernel.changed("year=2003"))
    assert page.table("leverage").year.tolist() == [1999, 2000, 2001]


def test_two_sides_stand_beside_each_other_with_their_names(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, "year=2003")
    changed = kernel.changed("year=2003&compare=district:kirovsky")["card-2"]
    assert re.findall(r'class="pl-side-title">(.*?)<', changed) == ["District: all", "Kirovsky"]
    assert len(re.findall(r'<div class="pl-side">', changed)) == 2
    assert len(set(re.findall(r' id="(.*?)"', changed))) == len(re.findall(r' id="', changed))


def test_the_table_of_a_filtered_page_is_the_metric_s_own(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, "year=2003&district=kirovsky")
    rows = table_rows(kernel.shown[2])
    of_year = page.table("leverage_by_project").query("year == 2003").drop(columns="year")
    assert len(rows) == len(of_year) > 3
    assert sorted(row[-3] for row in rows if isinstance(row[-3], float)) == sorted(
        value for value in of_year[of_year.columns[-3]] if isinstance(value, float)
    )
    assert set(page.view["district"]) == {"Кировский"}


def test_a_file_says_the_filters_and_the_source(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, "year=2003&district=kirovsky")
    told = json.loads(re.findall(r'class="pl-data">(.*?)</script>', kernel.shown[2], re.DOTALL)[0])
    assert ["District", "Kirovsky"] in told["constant"]
    assert told["constant"][-1][1].startswith("Synthetic sample")
    assert "District: Kirovsky" in told["below"]
    assert "Kirovsky" in told["name"]
    printed = json.loads(re.findall(r'class="pl-data">(.*?)</script>', kernel.shown[1], re.DOTALL)[0])
    assert ["District", "Kirovsky"] not in printed["constant"]  # a printed table does not follow the filter


def test_each_control_offers_the_address_of_what_it_says(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, "year=2003&district=kirovsky&prices=2025")
    form = kernel.shown[0].partition('data-part="controls"')[2]
    chosen = dict(re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected', form))
    assert chosen == {
        "year": "2003", "district": "kirovsky", "line": "", "organisation_kind": "", "theme": "", "prices": "2025",
        "compare": "",
    }  # fmt: skip
    assert '<input type="hidden" name="language" value="en">' in form
    chip = unescape(re.findall(r'class="pl-chip" href="([^"]*)"', form)[0])
    assert chip == "?" + Parameters(2003, "en", 2025).query()


def test_hostile_titles_stay_text(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from still_pages import HOSTILE, workbook

    monkeypatch.setenv("PARTNERLAB_DATA", workbook(tmp_path_factory.mktemp("data")))
    opened(monkeypatch, "year=2011")
    changed = kernel.changed("year=2011&district=" + "%3Cimg%20src%3Dx%20onerror%3D1%3E&compare=district:Речной")
    for html in (*kernel.shown, *changed.values()):
        assert HOSTILE not in html
        assert "<img" not in html
