"""The small pictures of the index: the chart's own proportions, order and colours, and nothing else."""

from __future__ import annotations

import base64
import re
import struct
from typing import Any
from xml.etree import ElementTree

import pytest

from partnerlab.catalogue import ENTRIES
from partnerlab.page import open_page
from partnerlab.page.still import figure_json
from partnerlab.publish.index.thumbnails import EDGE, HEIGHT, WIDTH, thumbnail

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def figure(*traces: dict[str, Any], **layout: Any) -> dict[str, Any]:
    """A figure's JSON; its margins take nothing, so that the plot is the picture."""
    return {"data": list(traces), "layout": {"margin": {"t": 0, "b": 0}, **layout}}


def drawn(svg: str, kind: str) -> list[ElementTree.Element]:
    """The elements of a kind, from the lowest to the highest."""
    return ElementTree.fromstring(svg).findall(f"{SVG}{kind}")  # noqa: S314  what the package itself has written


def boxes(svg: str) -> list[Box]:
    """What each path of a picture covers: left, top, right, bottom."""
    found = []
    for path in drawn(svg, "path"):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.attrib["d"])]
        found.append((min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])))
    return found


def heights(svg: str) -> list[float]:
    return [round(bottom - top, 1) for _, top, _, bottom in boxes(svg)]


def widths(svg: str) -> list[float]:
    return [round(right - left, 1) for left, _, right, _ in boxes(svg)]


def test_a_bar_twice_as_high_is_twice_as_high_and_both_stand_on_zero() -> None:
    svg = thumbnail(figure({"type": "bar", "x": ["a", "b"], "y": [10, 20]}, yaxis={"range": [0, 20]}))
    assert heights(svg) == [55, 110]  # of 120 pixels 5 are free at each edge
    assert [bottom for *_, bottom in boxes(svg)] == [HEIGHT - EDGE] * 2


def test_without_a_range_of_its_own_an_axis_still_begins_at_zero() -> None:
    svg = thumbnail(figure({"type": "bar", "x": ["a", "b"], "y": [90, 100]}))
    low, high = heights(svg)
    assert low / high == pytest.approx(0.9, abs=0.005)
    assert [bottom for *_, bottom in boxes(svg)] == [HEIGHT - EDGE] * 2


def test_lying_bars_keep_the_order_of_the_chart_when_its_axis_counts_down() -> None:
    bars = {"type": "bar", "orientation": "h", "x": [4, 1, 2], "y": [20, 60, 100], "width": 20}
    svg = thumbnail(figure(bars, xaxis={"range": [0, 4]}, yaxis={"range": [120, 0]}, height=120))
    assert widths(svg) == [230, 57.5, 115]
    assert [left for left, *_ in boxes(svg)] == [EDGE] * 3
    tops = [top for _, top, _, _ in boxes(svg)]
    assert tops == sorted(tops)


def test_bars_on_both_sides_of_zero_meet_there() -> None:
    bars = {"type": "bar", "orientation": "h", "x": [-1, 3], "y": [1, 1], "width": 1}
    (left, _, zero, _), (also_zero, _, right, _) = boxes(thumbnail(figure(bars, xaxis={"range": [-1, 3]})))
    assert (left, zero, also_zero, right) == (5, 62.5, 62.5, 235)


def test_stacked_bars_stand_on_each_other() -> None:
    traces = [{"type": "bar", "x": ["a"], "y": [height]} for height in (1, 3)]
    lower, upper = boxes(thumbnail(figure(*traces, barmode="stack", yaxis={"range": [0, 4]})))
    assert (lower[3], lower[1]) == (115, 87.5)
    assert (upper[3], upper[1]) == (87.5, 5)


def test_grouped_bars_stand_beside_each_other_in_the_order_of_the_traces() -> None:
    traces = [{"type": "bar", "x": ["a", "b"], "y": [1, 1]} for _ in range(2)]
    first, _, second, _ = boxes(thumbnail(figure(*traces, barmode="group")))
    assert first[2] == pytest.approx(second[0], abs=0.11)
    assert first[0] < second[0]


def test_a_bar_begins_where_its_base_is() -> None:
    band = {"type": "bar", "orientation": "h", "x": [2], "y": [1], "base": [1], "width": 1}
    assert boxes(thumbnail(figure(band, xaxis={"range": [0, 4]})))[0][::2] == (62.5, 177.5)


def test_packed_numbers_are_the_same_numbers() -> None:
    packed = {"dtype": "f8", "bdata": base64.b64encode(struct.pack("<2d", 10, 20)).decode()}
    plain = figure({"type": "bar", "x": ["a", "b"], "y": [10, 20]})
    assert thumbnail(figure({"type": "bar", "x": ["a", "b"], "y": packed})) == thumbnail(plain)


def test_a_year_without_a_figure_is_a_gap_in_the_line_and_not_a_zero() -> None:
    line = {"type": "scatter", "mode": "lines", "x": [1, 2, 3, 4, 5], "y": [1, 2, None, 2, 1]}
    (path,) = drawn(thumbnail(figure(line)), "path")
    assert path.attrib["d"].count("M") == 2
    missing = {"type": "bar", "x": ["a", "b"], "y": [1, None]}
    assert len(boxes(thumbnail(figure(missing)))) == 1


def test_days_have_their_distances() -> None:
    dots = {"mode": "markers", "x": ["2001-01-01", "2001-01-02", "2001-01-11"], "y": [1, 1, 1]}
    first, second, third = (float(dot.attrib["cx"]) for dot in drawn(thumbnail(figure(dots)), "circle"))
    assert (third - second) / (second - first) == pytest.approx(9, rel=0.02)


def test_a_map_keeps_its_form() -> None:
    tile = {"mode": "lines", "fill": "toself", "x": [0, 100, 100, 0, 0], "y": [0, 0, 100, 100, 0]}
    axes = {"xaxis": {"range": [0, 500]}, "yaxis": {"range": [200, 0], "scaleanchor": "x"}}
    svg = thumbnail(figure(tile, **axes, height=200))
    assert widths(svg) == heights(svg)


def test_dark_colours_are_those_of_the_dark_chart() -> None:
    bar = {"type": "bar", "x": ["a"], "y": [1], "marker": {"color": "#136f73"}}
    light, _, dark = thumbnail(figure(bar, meta={"dark": {"#136f73": "#4fb8b5"}})).partition(
        "@media (prefers-color-scheme:dark)"
    )
    assert "#136f73" in light
    assert "#4fb8b5" in dark


def test_what_stripes_tell_apart_is_told_apart_by_stripes() -> None:
    bar = {"type": "bar", "x": ["a"], "y": [1], "marker": {"color": "#d0871d", "pattern": {"shape": "/"}}}
    assert "url(#h0)" in thumbnail(figure(bar))
    assert "pattern" not in thumbnail(figure({**bar, "marker": {"color": "#d0871d"}}))


@pytest.mark.parametrize(
    "chart",
    [
        {},
        figure(),
        figure({"type": "pie", "values": [1, 2]}),
        figure({"type": "bar", "x": ["a"], "y": [1]}, yaxis={"type": "log"}),
        figure({"type": "bar", "x": ["a"], "y": [1], "yaxis": "y2"}),
        figure({"type": "bar", "x": ["a"], "y": [None]}),
        figure({"type": "bar", "x": ["a"], "y": [1], "visible": "legendonly"}),
    ],
)
def test_what_cannot_be_pictured_truly_is_not_pictured(chart: dict[str, Any]) -> None:
    assert thumbnail(chart) == ""


def test_the_squares_of_a_legend_are_not_drawn() -> None:
    bar = {"type": "bar", "x": ["a"], "y": [1]}
    square = {"type": "rect", "xsizemode": "pixel", "ysizemode": "pixel", "x0": 0, "x1": 9, "y0": 0, "y1": 9}
    assert thumbnail(figure(bar, shapes=[square])) == thumbnail(figure(bar))


@pytest.fixture(scope="module", params=[2003, 2004, 2025])
def charts(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """The charts of all questions of a year; empty where the year has none."""
    page = open_page(year=request.param, language="ru", data="published")
    return {entry.name: figure_json(page.card(entry.name), "ru") for entry in ENTRIES}


def test_every_chart_of_the_catalogue_has_a_picture_inside_its_frame(charts: dict[str, dict[str, Any]]) -> None:
    for name, chart in charts.items():
        svg = thumbnail(chart)
        assert bool(svg) == bool(chart), name
        for left, top, right, bottom in boxes(svg) if svg else ():
            assert -1 <= left <= right <= WIDTH + 1, name
            assert -1 <= top <= bottom <= HEIGHT + 1, name


def test_a_picture_holds_no_words_no_script_and_no_address(charts: dict[str, dict[str, Any]]) -> None:
    for name, chart in charts.items():
        svg = thumbnail(chart).replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"<text|<script|href|http|nan|font|[а-яё]", svg), name


def test_the_picture_of_the_social_order_has_the_printed_proportions() -> None:
    # Attracted, thousand roubles, in the printed table: 751.9, 5 325.0, 11 301.0.
    card = open_page(year=2001, language="ru", data="published").card("social_order")
    svg = thumbnail(figure_json(card, "ru"))
    teal = re.findall(r"\.(f\d+)\{fill:#136f73\}", svg)[0]
    bars = zip(drawn(svg, "path"), widths(svg), strict=True)
    lengths = [width for path, width in bars if path.attrib["class"].split()[0] == teal]
    assert [length / lengths[-1] for length in lengths] == pytest.approx([751.9 / 11301, 5325 / 11301, 1], abs=0.001)
