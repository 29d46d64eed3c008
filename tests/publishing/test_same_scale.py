"""Two charts of one question side by side: a bar twice as long is twice as much."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from partnerlab.page.content import Content
from partnerlab.page.scales import same_scale
from partnerlab.page.still import figure_json
from partnerlab.parameters import Parameters
from partnerlab.sources.synthetic.sample import sample_records

SCALED = (
    "social_order", "participation", "participation_by_kind", "awards", "leverage", "concentration", "funnel",
    "issues", "leverage_by_project", "reviewers", "ethnic_issues",
)  # fmt: skip


@pytest.fixture(scope="module")
def sides() -> list[Content]:
    whole = sample_records()
    part = replace(whole, frame=whole.frame[whole.frame.district == "Кировский"])
    return [Content("leverage", Parameters(2003, "ru"), data) for data in (whole, part)]


def figures(sides: list[Content], name: str) -> list[dict[str, Any]]:
    return [figure_json(side.card(name), "ru") for side in sides]


def layouts(figure: dict[str, Any]) -> list[dict[str, Any]]:
    wide = figure["layout"]
    return [wide, {**wide, **wide["meta"]["narrow"]["layout"]}]


@pytest.mark.parametrize("name", SCALED)
def test_both_have_the_same_ends_the_same_room_and_the_same_words_under_the_axis(
    sides: list[Content], name: str
) -> None:
    before = figures(sides, name)
    one, other = same_scale(*before)
    for old, new in zip(
        zip(*map(layouts, before), strict=True), zip(layouts(one), layouts(other), strict=True), strict=True
    ):
        ranges = [layout["xaxis"]["range"] for layout in new]
        assert ranges[0] == ranges[1]
        assert ranges[0][0] == min(layout["xaxis"]["range"][0] for layout in old)
        assert ranges[0][1] == max(layout["xaxis"]["range"][1] for layout in old)
        assert [new[0]["margin"][side] for side in "lr"] == [new[1]["margin"][side] for side in "lr"]
        scales = [[(a["x"], a["text"]) for a in layout["annotations"] if a.get("name") == "scale"] for layout in new]
        assert scales[0] == scales[1]


def test_no_value_is_changed_and_the_page_s_own_figures_stay_as_they_were(sides: list[Content]) -> None:
    before = figures(sides, "social_order")
    kept = copy.deepcopy(before)
    after = same_scale(*before)
    assert before == kept
    assert [[trace["x"] for trace in figure["data"]] for figure in after] == [
        [trace["x"] for trace in figure["data"]] for figure in kept
    ]


def test_lines_from_end_to_end_reach_the_new_end(sides: list[Content]) -> None:
    one, other = same_scale(*figures(sides, "awards"))
    for figure in (one, other):
        end = figure["layout"]["xaxis"]["range"][1]
        lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line" and "xref" not in shape]
        assert lines
        assert {shape["x1"] for shape in lines} == {end}


def plain(end: float, **trace: Any) -> dict[str, Any]:
    return {
        "data": [trace],
        "layout": {"xaxis": {"range": [0, end]}, "margin": {"l": 0, "r": 0}, "meta": {"narrow": {}}},
    }


def test_words_leave_a_bar_that_has_become_too_short_for_them() -> None:
    narrow = plain(10, type="bar", x=[5, 10], y=[1, 2], text=["1234", "1234"])
    one, _ = same_scale(narrow, plain(1000, type="bar", x=[5], y=[1]))
    assert one["data"][0]["text"] == ["", ""]
    one, _ = same_scale(narrow, plain(12, type="bar", x=[5], y=[1]))
    assert one["data"][0]["text"] == ["1234", "1234"]


def test_a_bar_that_was_cut_goes_as_far_as_the_longer_scale_lets_it() -> None:
    bars = {"type": "bar", "x": [6, 6, 2], "y": [1, 2, 3]}
    arrows = {"type": "scatter", "x": [6, 6], "y": [1, 2], "hovertext": ["a", "b"], "customdata": [30, 9]}
    cut = {**plain(6), "data": [bars, {**arrows, "marker": {"symbol": "triangle-right"}}]}
    one, _ = same_scale(cut, plain(12, type="bar", x=[12], y=[1]))
    assert one["data"][0]["x"] == [12, 9, 2]
    assert (one["data"][1]["x"], one["data"][1]["y"], one["data"][1]["hovertext"]) == ([12], [1], ["a"])


def test_a_map_has_no_scale_and_nothing_to_compare_with_has_none_either(sides: list[Content]) -> None:
    one, other = figures(sides, "districts")
    assert same_scale(one, other) == (one, other)
    assert same_scale({}, other) == ({}, other)
