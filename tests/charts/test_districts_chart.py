"""The map: each district's colour, size and words against its table; what it says where something is not known."""

import json
import re

import pandas as pd
import pytest
from chart_tables import PRINTED, RECORDS, SYNTHETIC, UNKNOWN, printed_on

from partnerlab.charts import districts as chart
from partnerlab.charts import style
from partnerlab.charts.measures import COUNT_COLOURS, MONEY_COLOURS, scale_of
from partnerlab.charts.palette import UNKNOWN as GREY
from partnerlab.charts.palette import WATER
from partnerlab.charts.plane import Spot, apart, fitted, spot
from partnerlab.outlines import Outline, Outlines, drawn_area, ring_area
from partnerlab.sources.outlines import open_outlines

BOTH = pytest.mark.parametrize("language", ["ru", "en"])
NAMES = [
    "Ленинский", "Орджоникидзевский", "Мотовилихинский", "Дзержинский", "Свердловский", "Кировский", "Индустриальный",
]  # fmt: skip
VALUES = [44_746.0, 21_186.0, 12_715.0, 12_894.0, 16_261.0, 38_414.0, 35_960.0]
PEOPLE = [57_569.0, 111_631.0, 176_564.0, 153_403.0, 215_487.0, 126_960.0, 160_039.0]


def table(**changed) -> pd.DataFrame:
    columns = {
        "year": 2004,
        "district": NAMES,
        "applications": [79, 92, 103, 83, 100, 79, 86],
        "winners": [13, 16, 16, 12, 21, 17, 14],
        "awarded": [257_600.0, 236_500.0, 224_500.0, 197_800.0, 350_400.0, 487_700.0, 575_500.0],
        "attracted": 1e6,
        "leverage": [3.7, 4.2, 4.9, 4.2, 3.3, 1.5, 2.1],
        "awarded_per_10000": VALUES,
        "population": PEOPLE,
        "population_year": 2002,
        "applications_per_10000": [13.7, 8.2, 5.8, 5.4, 4.6, 6.2, 5.4],
        "winners_per_10000": [2.3, 1.4, 0.9, 0.8, 1.0, 1.3, 0.9],
        "rows_used": [79, 92, 103, 83, 100, 79, 86],
        "rows_left_out": 0,
    }
    return pd.DataFrame(columns | changed)


def said(figure, name):
    """What the figure's meta says, as it stands."""
    return figure.layout.meta[name]


def mapped(frame=None, **more):
    return chart(table() if frame is None else frame, **({"outlines": open_outlines()} | more))


def tiles(figure) -> dict:
    return {trace.name: trace for trace in figure.data if trace.hoverinfo == "text"}


def areas(figure) -> dict[str, float]:
    """The drawn area of each tile in pixels."""
    drawn: dict[str, float] = {}
    for name, trace in tiles(figure).items():
        ring: list = []
        total = 0.0
        for point in [*zip(trace.x, trace.y, strict=True), (None, None)]:
            if point[0] is None:
                total += abs(ring_area(tuple(ring)))
                ring = []
            else:
                ring.append(point)
        drawn[name] = total
    return drawn


def test_the_title_is_the_district_that_got_most_for_its_people():
    assert said(mapped(language="en"), "title") == "Most money for every 10,000 people: Leninsky, 44,746\xa0RUB"
    assert said(mapped(language="ru"), "title") == "Больше всего денег на 10 000 жителей: Ленинский, 44\xa0746\xa0руб."


@BOTH
def test_every_district_stands_on_the_map_with_its_value_wide_and_narrow(language):
    figure = mapped(language=language)
    for annotations in (
        [words.text for words in figure.layout.annotations],
        [words["text"] for words in figure.layout.meta["narrow"]["layout"]["annotations"]],
    ):
        plain = [re.sub("<[^>]*>", " ", text) for text in annotations]
        for name, value in zip(NAMES if language == "ru" else [], VALUES, strict=False):
            assert any(name in text and f"{value:,.0f}".replace(",", "\xa0") in text for text in plain), name
        assert ("Кама" if language == "ru" else "the Kama") in " ".join(plain)


def test_the_deeper_the_colour_the_more_and_the_key_says_how_much():
    colours = {name: trace.fillcolor for name, trace in tiles(mapped(language="ru")).items()}
    depth = [MONEY_COLOURS.index(colours[name]) for name in NAMES]
    assert depth == [3, 1, 0, 0, 0, 2, 2]  # steps of 10,000 from 10,000
    keyed = [words.text for words in mapped().layout.annotations if words.name == "key"]
    assert keyed == ["10,000–20,000", "20,000–30,000", "30,000–40,000", "40,000–50,000"]


def test_money_is_teal_and_what_is_counted_is_blue():
    counted = {trace.fillcolor for trace in tiles(mapped(value="applications_per_10000")).values()}
    assert counted <= set(COUNT_COLOURS)
    assert {trace.fillcolor for trace in tiles(mapped(value="leverage")).values()} <= set(MONEY_COLOURS)


@pytest.mark.parametrize(("size", "weights"), [("area", [47, 183, 186, 63, 101, 156, 63]), ("population", PEOPLE)])
def test_a_tile_is_as_large_as_its_district_or_its_people(size, weights):
    drawn = areas(mapped(language="ru", size=size))
    shares = [drawn[name] / weight for name, weight in zip(NAMES, weights, strict=True)]
    assert max(shares) / min(shares) == pytest.approx(1, rel=0.005)
    assert any("Размер плитки" in note for note in said(mapped(language="ru", size=size), "notes"))


def test_where_a_districts_people_are_not_known_the_tiles_are_as_the_areas():
    unknown = table(population=[UNKNOWN, *PEOPLE[1:]])
    assert areas(mapped(unknown, size="population")) == areas(mapped(size="area"))
    assert "The size of a tile stands for the district's area." in said(mapped(unknown, size="population"), "notes")


def test_a_district_without_a_value_or_without_a_row_is_hatched():
    frame = table(awarded_per_10000=[UNKNOWN, *VALUES[1:]]).drop(index=6)
    figure = mapped(frame, language="ru")
    grey = {name for name, trace in tiles(figure).items() if trace.fillpattern.shape == "/"}
    assert grey == {"Ленинский", "Индустриальный"}
    assert {trace.fillcolor for name, trace in tiles(figure).items() if name in grey} == {GREY}
    assert "нет данных" in " ".join(printed_on(figure))
    assert said(figure, "title").startswith("Больше всего денег на 10 000 жителей: Кировский")


def test_the_river_lies_under_the_districts_in_its_own_colour():
    first = mapped().data[0]
    assert (first.name, first.fillcolor, first.hoverinfo) == ("the Kama", WATER, "skip")


def test_one_year_is_shown_the_latest_or_the_one_asked_for():
    both = pd.concat([table(year=2003, awarded_per_10000=[v / 2 for v in VALUES]), table()], ignore_index=True)
    assert "44,746" in said(mapped(both), "title")
    earlier = mapped(both, year=2003)
    assert "22,373" in said(earlier, "title")
    assert said(earlier, "subtitle").endswith("2003")
    assert len(tiles(earlier)) == 7


def test_a_year_that_there_is_not_is_a_sentence_with_the_years_known():
    figure = mapped(year=1980)
    assert said(figure, "empty") is True
    assert said(figure, "title") == (
        "The districts of the city: there is no figure for 1980; the only year known is 2004"
    )


@BOTH
def test_nothing_known_is_a_sentence(language):
    for frame in (table().iloc[:0], table(awarded_per_10000=UNKNOWN, awarded=UNKNOWN)):
        assert said(mapped(frame, language=language), "empty") is True
    nameless = table(district=None).iloc[:1]
    assert said(mapped(nameless, language=language), "empty") is True


def test_without_a_population_the_money_is_not_divided_and_the_map_says_so():
    figure = mapped(table(awarded_per_10000=UNKNOWN, population=UNKNOWN, population_year=UNKNOWN))
    assert said(figure, "title") == "Most money was awarded here: Industrialny, 575.5\xa0thousand\xa0RUB"
    assert any("population is not known" in note for note in said(figure, "notes"))
    assert "575.5" in " ".join(printed_on(figure))


def test_a_table_grouped_by_more_than_the_district_is_told():
    figure = mapped(table().assign(line="A")[["line", *table().columns]])
    assert said(figure, "empty") is True
    assert "one value a district" in said(figure, "title")


def test_the_notes_name_the_census_the_scheme_and_what_is_not_on_it():
    frame = pd.concat([table(), table(district="Заречный").iloc[:1], table(district=None).iloc[:1]], ignore_index=True)
    notes = " ".join(said(mapped(frame, source=RECORDS), "notes"))
    assert "census of 2002" in notes
    assert "A scheme, not a map" in notes
    assert "of which one is named: Leninsky, Ordzhonikidzevsky, Dzerzhinsky." in notes  # parts on both banks
    assert "Not on the map: Заречный." in notes
    assert "79 applications name no district" in notes
    assert "printed in the source" in " ".join(said(mapped(source=PRINTED), "notes"))


def real(schematic=False):
    land = ((0.0, 0.0), (3.0, 0.0), (3.0, 1.0), (0.0, 1.0))
    lake = ((1.0, 0.2), (1.0, 0.8), (2.0, 0.8), (2.0, 0.2))
    return Outlines((Outline("1", {"name": "Кировский"}, ((land, lake),)),), source=RECORDS, schematic=schematic)


def test_a_district_in_two_places_is_told_and_an_islet_is_not_a_place():
    def square(x, side):
        return (((x, 0.0), (x + side, 0.0), (x + side, side), (x, side)),)

    def drawn(side):
        both = (Outline("1", {"name": "Кировский"}, (square(0.0, 3.0), square(5.0, side))),)
        return said(mapped(outlines=Outlines(both, source=RECORDS)), "notes")

    told = "Drawn in several parts of one colour, of which one is named: Кировский."
    assert told in drawn(2.0)
    assert told not in drawn(0.2)


def test_real_boundaries_keep_their_form_and_name_their_source():
    figure = mapped(outlines=real())
    tile = tiles(figure)["Кировский"]
    xs, ys = ([value for value in axis if value is not None] for axis in (tile.x, tile.y))
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(3, rel=1e-3)
    narrow = figure.layout.meta["narrow"]["data"][0]
    assert (max(filter(None, narrow["x"])) / max(filter(None, narrow["y"]))) == pytest.approx(3, rel=1e-3)
    assert figure.layout.yaxis.scaleanchor == "x"
    assert "Boundaries: contest.xlsx." in said(figure, "notes")
    assert not any("scheme" in note for note in said(figure, "notes"))


def test_a_lake_within_a_district_is_left_open():
    assert areas(mapped(outlines=real()))["Кировский"] > 0
    assert None in tiles(mapped(outlines=real()))["Кировский"].x


def test_without_outlines_of_these_districts_there_is_a_bar_for_each():
    for outlines in (None, Outlines((Outline("x", {"name": "Bemowo"}, real().places[0].parts),))):
        figure = chart(table(), outlines=outlines)
        assert figure.data[0].type == "bar"
        assert list(figure.data[0].x) == sorted(VALUES, reverse=True)
        assert "table_open" not in figure.layout.meta
        assert any("no outlines" in note for note in said(figure, "notes"))


@BOTH
def test_meta_is_plain_json_and_asks_for_the_table_beside_the_map(language):
    meta = mapped(language=language, source=SYNTHETIC).layout.meta
    assert json.loads(json.dumps(meta)) == meta
    assert meta["table_open"] is True
    assert meta["synthetic"] is True
    assert all(note.endswith(".") and not note.endswith("..") for note in meta["notes"])
    assert all(re.sub(r"\D", "", f"{value:.0f}") in re.sub(r"[^\d;(]", "", meta["alt"]) for value in (44_746, 12_715))


@pytest.mark.parametrize("size", ["area", "population"])
def test_every_colour_is_of_the_palette(size):
    figure = mapped(table(awarded_per_10000=[UNKNOWN, *VALUES[1:]]), source=SYNTHETIC, size=size)
    for one in (figure, style.bare(figure)):
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)", one.to_json())) <= style.COLOURS


def test_the_narrow_form_has_the_same_traces_and_may_be_merged_deeply():
    figure = json.loads(mapped().to_json())
    narrow = figure["layout"]["meta"]["narrow"]
    assert len(narrow["data"]) == len(figure["data"])
    for key, value in narrow["layout"].items():
        if isinstance(value, dict):
            assert set(figure["layout"].get(key, {})) <= set(value), key


def test_tags_in_a_districts_name_are_shown_and_never_run():
    name = "<img src=x onerror=alert(1)>"
    outlines = Outlines((Outline("1", {"name": name}, real().places[0].parts),))
    assert "<img" not in json.dumps(
        mapped(table(district=name).iloc[:1], outlines=outlines).to_json().split('"meta"')[0]
    )
    assert "<img" not in " ".join(printed_on(chart(table(district=name).iloc[:1])))


# Places for words ----------------------------------------------------------------------------------------------------


def boxes(annotations) -> list[tuple[float, float]]:
    return [(words["x"], words["y"]) for words in annotations if "<br>" in words["text"] and "name" not in words]


@pytest.mark.parametrize("size", ["area", "population"])
@BOTH
def test_no_districts_words_lie_over_anothers_or_beyond_the_edge(size, language):
    figure = json.loads(mapped(language=language, size=size).to_json())
    forms = ((figure["layout"], 520), (figure["layout"]["meta"]["narrow"]["layout"], 300))
    for layout, room in forms:
        at = boxes(layout["annotations"])
        assert len(at) == 7
        for number, (x, y) in enumerate(at):
            assert 0 < x < room
            for other_x, other_y in at[:number]:  # two lines are 31 pixels high at least, the shortest name 60 wide
                assert abs(y - other_y) > 30 or abs(x - other_x) > 60


def test_words_stand_wholly_on_a_district_that_has_room_for_them():
    bent = ((0.0, 0.0), (200.0, 0.0), (200.0, 40.0), (30.0, 40.0), (30.0, 200.0), (0.0, 200.0))
    place = spot(Outline("l", {}, ((bent,),)), width=120, height=30)
    assert place.inside
    assert 60 <= place.x <= 140
    assert 15 <= place.y <= 25


def test_words_that_hide_a_district_stand_beside_it_where_no_other_lies():
    small = Outline("s", {}, ((((100, 100), (120, 100), (120, 120), (100, 120)),),))
    below = Outline("b", {}, ((((60, 121), (160, 121), (160, 200), (60, 200)),),))
    assert spot(small, width=60, height=30).y > 120
    assert spot(small, [small, below], width=60, height=30).y < 100


def test_words_are_moved_apart_and_kept_within_the_drawing():
    heap = [Spot(10, 10, 60, 30, inside=False) for _ in range(4)]
    placed = apart(heap, room=300, height=300)
    for number, one in enumerate(placed):
        assert 30 <= one.x <= 270
        assert 15 <= one.y <= 285
        for other in placed[:number]:
            assert min(one.over(other)) <= 0.01


def test_a_scheme_is_stretched_on_a_phone_without_changing_what_areas_say():
    outlines = open_outlines()
    one, _ = fitted(outlines, room=300, most=420, stretch=1.5)
    ratios = [drawn_area(a) / drawn_area(b) for a, b in zip(one.places, outlines.places, strict=True)]
    assert max(ratios) == pytest.approx(min(ratios))


def test_the_steps_of_colour_are_round_and_hold_every_value():
    for values in ([10_534.3, 44_746.3], [0.8, 2.3], [0, 7], [5, 5.0001], [99, 101, 1_000_000]):
        scale = scale_of(values, MONEY_COLOURS)
        assert scale.bounds[0] <= min(values)
        assert max(values) <= scale.bounds[-1]
        assert len(scale.colours) == len(scale.bounds) - 1 <= 4
        assert scale.colour(max(values)) == MONEY_COLOURS[-1]
