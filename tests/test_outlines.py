"""The schematic map against the real city, and a user's file of boundaries in every state that a file can be in."""

import hashlib
import json
import math
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from partnerlab import resources
from partnerlab.errors import (
    FolderGiven,
    MissingFile,
    NoOutlines,
    NotDegrees,
    PartnerlabError,
    UnmatchedDistricts,
    UnreadableFile,
    WrongOutline,
)
from partnerlab.outlines import drawn_area, found, matched, ring_area, spelled
from partnerlab.sources.outlines import open_outlines
from partnerlab.sources.published import published

REAL = Path(__file__).parents[2] / "shared" / "real" / "perm-districts" / "perm_districts.wgs84.geojson"
SQUARE = [[56.0, 58.0], [56.2, 58.0], [56.2, 58.1], [56.0, 58.1], [56.0, 58.0]]
HOLE = [[56.05, 58.02], [56.1, 58.02], [56.1, 58.05], [56.05, 58.05], [56.05, 58.02]]


@pytest.fixture
def real_file() -> Path:
    if not REAL.is_file():
        pytest.skip("the real boundaries are not here: they stay outside the project")
    return REAL


@pytest.fixture
def written(tmp_path):
    """Writes a file of boundaries and gives its path."""

    def write(content: object, name: str = "city.geojson") -> Path:
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return write


def feature(kind="Polygon", coordinates=None, **properties):
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


# The schematic map ---------------------------------------------------------------------------------------------------


def test_the_scheme_has_the_seven_districts_of_the_presentation_by_key_and_name():
    outlines = open_outlines()
    districts = published("districts").frame
    assert outlines.schematic
    assert sorted(place.key for place in outlines.places) == sorted(districts.district)
    names = {place.key: (place.names["name"], place.names["name_en"]) for place in outlines.places}
    assert names == {row.district: (row.name, row.name_en) for row in districts.itertuples(index=False, name="Row")}


def test_on_the_scheme_those_districts_touch_that_touch_in_the_city():
    assert scheme_neighbours() == {
        frozenset(pair.split())
        for pair in (
            "ordzhonikidzevsky motovilikhinsky",
            "ordzhonikidzevsky leninsky",  # on the right bank
            "motovilikhinsky leninsky",
            "motovilikhinsky sverdlovsky",
            "leninsky dzerzhinsky",
            "leninsky sverdlovsky",
            "dzerzhinsky sverdlovsky",  # by 1.6 km
            "dzerzhinsky industrialny",
            "dzerzhinsky kirovsky",  # on the right bank
            "industrialny sverdlovsky",
        )
    }


def test_the_schemes_neighbours_are_those_of_the_real_boundaries(real_file):
    """They differ in form only: the scheme has no exclave of Sverdlovsky (Novye Lyady) and no wood round the city."""
    owners: dict[frozenset, set[str]] = {}
    for one in json.loads(real_file.read_text(encoding="utf-8"))["features"]:
        geometry = one["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for ring in (ring for polygon in polygons for ring in polygon):
            for ends in pairwise(ring):
                owners.setdefault(frozenset(map(tuple, ends)), set()).add(one["properties"]["key"])
    assert {frozenset(keys) for keys in owners.values() if len(keys) == 2} == scheme_neighbours()


def scheme_neighbours() -> set[frozenset]:
    """The pairs of districts of which two sides lie on each other."""
    sides = {
        place.key: [
            (*one, *other)
            for part in place.parts
            for one, other in zip(part[0], part[0][1:] + part[0][:1], strict=True)
        ]
        for place in open_outlines().places
    }
    return {
        frozenset(pair)
        for pair in combinations(sides, 2)
        if any(_along(one, other) for one in sides[pair[0]] for other in sides[pair[1]])
    }


def _along(one, other) -> bool:
    for axis in (0, 1):
        if one[axis] == one[axis + 2] == other[axis] == other[axis + 2]:
            a, b = sorted((one[1 - axis], one[3 - axis])), sorted((other[1 - axis], other[3 - axis]))
            return min(a[1], b[1]) > max(a[0], b[0])
    return False


def test_the_kama_runs_from_the_north_east_to_the_south_west_between_the_banks():
    outlines = open_outlines()
    (kama,) = outlines.water
    ring = kama.parts[0][0]
    land = [point for place in outlines.places for part in place.parts for point in part[0]]
    assert max(y for _, y in ring) == max(y for _, y in land)  # in by the north
    assert min(x for x, _ in ring) == min(x for x, _ in land)  # out by the west
    banks = {
        key: {kama_side(*middle(part[0])) for part in place.parts} for place in outlines.places for key in [place.key]
    }
    assert banks == {
        "kirovsky": {"right"},
        "ordzhonikidzevsky": {"right", "left"},
        "leninsky": {"right", "left"},
        "dzerzhinsky": {"right", "left"},
        "motovilikhinsky": {"left"},
        "sverdlovsky": {"left"},
        "industrialny": {"left"},
    }


def middle(ring):
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def kama_side(x: float, y: float) -> str:
    """North and west of the river is its right bank: the river bends at x 4.5 and 13.5, at height 8."""
    return "right" if (x < 13 and y > 8) or x < 4.5 else "left"


def test_no_tile_of_the_scheme_lies_in_the_river_or_on_another_tile():
    outlines = open_outlines()
    cells = [
        {(x / 2 + 0.25, y / 2 + 0.25) for x in range(40) for y in range(25) if _in(one, x / 2 + 0.25, y / 2 + 0.25)}
        for one in (*outlines.places, *outlines.water)
    ]
    assert all(one.isdisjoint(other) for one, other in combinations(cells, 2))
    for one, held in zip((*outlines.places, *outlines.water), cells, strict=True):
        assert len(held) / 4 == drawn_area(one)  # drawn on the grid of half units


def _in(place, x, y) -> bool:
    inside = False
    for part in place.parts:
        for (ax, ay), (bx, by) in zip(part[0], part[0][1:] + part[0][:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


def test_the_tiles_are_drawn_nearly_as_large_as_the_districts_are():
    dense = [drawn_area(place) / place.area for place in open_outlines().places]
    assert max(dense) / min(dense) < 1.15


def test_the_areas_on_the_scheme_are_those_of_the_table():
    table = published("district_areas").frame
    assert {place.key: place.area for place in open_outlines().places} == dict(
        zip(table.district, table.area, strict=True)
    )


def test_the_area_of_each_district_is_that_of_its_real_boundary_to_the_kilometre(real_file):
    """Measured here on a sphere of equal area, the table's on the ellipsoid's equal-area plane."""
    table = published("district_areas").frame.set_index("district").area
    for one in json.loads(real_file.read_text(encoding="utf-8"))["features"]:
        geometry = one["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        area = sum(sphere(border) - sum(map(sphere, holes)) for border, *holes in polygons)
        assert round(area) == pytest.approx(table[one["properties"]["key"]], abs=1)


def sphere(ring) -> float:
    """Square kilometres within a ring, by the excess over the equator on the authalic sphere."""
    latitude = lambda y: math.radians(y) - 0.00223888 * math.sin(2 * math.radians(y))  # noqa: E731
    radius = 6371.0072
    return abs(
        sum(
            math.radians(bx - ax) * (2 + math.sin(latitude(ay)) + math.sin(latitude(by)))
            for (ax, ay), (bx, by) in pairwise(ring)
        )
        * radius**2
        / 2
    )


def test_the_scheme_is_described_in_the_data_package_with_its_hash():
    package = json.loads((resources.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    content = (resources.data_folder() / package["partnerlab"]["map"]["path"]).read_bytes()
    assert package["partnerlab"]["map"]["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert package["partnerlab"]["map"]["bytes"] == len(content)


# A user's boundaries -------------------------------------------------------------------------------------------------


def test_the_real_boundaries_open_with_their_attribution(real_file):
    outlines = open_outlines(real_file)
    assert (len(outlines.places), outlines.schematic) == (7, False)
    assert "OpenStreetMap" in outlines.source.line("en")
    assert "ODbL" in outlines.source.line("ru")
    districts = published("districts").frame
    for column in ("district", "name", "name_en", "printed"):
        joined = matched(outlines, districts[column])
        assert [joined[name].key for name in districts[column]] == districts.district.tolist()


def test_boundaries_named_in_one_language_are_read_in_both(written):
    one, other = open_outlines(written(collection(feature(name="Кировский район"), feature(name="Заречный")))).places
    assert (one.names["name"], one.names["name_en"], one.names["name_ru"]) == (
        "Кировский район",
        "Kirovsky",
        "Кировский",
    )
    assert other.names == {"name": "Заречный"}


def test_a_degree_of_longitude_is_as_much_shorter_as_the_middle_latitude_says(written):
    (place,) = open_outlines(written(collection(feature(name="Кировский")))).places
    (ring,) = place.parts[0]
    wide = max(x for x, _ in ring) - min(x for x, _ in ring)
    assert wide == pytest.approx(0.2 * math.cos(math.radians(58.05)))
    assert max(y for _, y in ring) - min(y for _, y in ring) == pytest.approx(0.1)


def test_a_hole_is_no_land_whichever_way_the_file_turns_it(written):
    for border in (SQUARE, SQUARE[::-1]):
        for hole in (HOLE, HOLE[::-1]):
            (place,) = open_outlines(written(collection(feature(coordinates=[border, hole])))).places
            outer, inner = place.parts[0]
            assert ring_area(outer) > 0 > ring_area(inner)
            assert drawn_area(place) == pytest.approx((0.02 - 0.0015) * math.cos(math.radians(58.05)))


def test_a_multipolygon_is_one_district_of_several_pieces(written):
    pieces = [[SQUARE], [[[x + 1, y] for x, y in SQUARE]]]
    (place,) = open_outlines(written(collection(feature("MultiPolygon", pieces, name="A")))).places
    assert len(place.parts) == 2


def test_any_text_property_may_hold_the_name_and_one_that_all_share_names_none(written):
    file = written(
        collection(feature(city="Пермь", title_ru="Кировский р-н"), feature(city="Пермь", title_ru="Ленинский р-н"))
    )
    outlines = open_outlines(file)
    joined = matched(outlines, ["ленинский", "КИРОВСКИЙ РАЙОН"])
    assert joined["ленинский"] is outlines.places[1]
    assert joined["КИРОВСКИЙ РАЙОН"] is outlines.places[0]
    assert found(outlines, ["Пермь"]) == {}


@pytest.mark.parametrize(
    "spelling",
    [
        "Орджоникидзевский",
        "орджоникидзевский район",
        "Ordzhonikidzevskiy",
        "ordzhonikidzevsky",
        "ORDZHONIKIDZEVSKIJ raion",
    ],
)
def test_a_district_is_known_in_either_alphabet(spelling):
    assert spelled(spelling) == "ordzhonikidzevsky"


def test_hyphens_and_blanks_are_no_difference_but_letters_are():
    assert spelled("Praga-Południe") == spelled("praga południe")
    assert spelled("Кировский") != spelled("Киевский")
    assert spelled("Районный") != spelled("")


def test_no_two_spellings_of_the_records_get_one_outline():
    joined = found(open_outlines(), ["Кировский", "Кировский район"])
    assert list(joined) == ["Кировский"]


def test_names_that_do_not_match_are_listed_on_either_side_in_both_languages():
    with pytest.raises(UnmatchedDistricts) as caught:
        matched(open_outlines(), ["Кировский", "Заречный", "Новый"])
    assert caught.value.districts == ("Заречный", "Новый")
    assert len(caught.value.outlines) == 6
    for language in ("ru", "en"):
        said = caught.value.text(language)
        assert "Заречный, Новый" in said
        assert "Ленинский" in said
        assert "Кировский" not in said


def test_an_outline_that_no_record_is_of_is_no_error():
    assert list(matched(open_outlines(), ["Кировский"])) == ["Кировский"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", NoOutlines),
        ("  \n", NoOutlines),
        ("district;x;y", UnreadableFile),
        ("[" * 100_000, UnreadableFile),
        ("[]", NoOutlines),
        ("7", NoOutlines),
        ({"type": "Topology"}, NoOutlines),
        (collection(), NoOutlines),
        (collection(None), WrongOutline),
        (collection({"type": "Feature", "geometry": None, "properties": None}), WrongOutline),
        (collection(feature("Point", [56, 58])), WrongOutline),
        (collection(feature("LineString", SQUARE)), WrongOutline),
        (collection(feature("Polygon", [])), WrongOutline),
        (collection(feature("Polygon", [[]])), WrongOutline),
        (collection(feature("Polygon", [SQUARE[:2]])), WrongOutline),
        (collection(feature("Polygon", [[["a", "b"], [1, 2], [3, 4]]])), WrongOutline),
        (collection(feature("Polygon", [[[56], [57], [58]]])), WrongOutline),
        (collection(feature("Polygon", 5)), WrongOutline),
        (collection(feature("MultiPolygon", [])), WrongOutline),
        (collection(feature("Polygon", [[[float("nan"), 1], [2, 3], [4, 5]]])), WrongOutline),
        (collection(feature("Polygon", [[[x * 1e5, y * 1e5] for x, y in SQUARE]])), NotDegrees),
    ],
)  # fmt: skip
def test_a_file_that_is_no_boundaries_is_told_in_a_sentence_in_both_languages(written, content, error):
    with pytest.raises(error) as caught:
        open_outlines(written(content))
    assert isinstance(caught.value, PartnerlabError)
    for language in ("ru", "en"):
        assert "city.geojson" in caught.value.text(language)


def test_the_feature_at_fault_is_named_by_its_place(written):
    with pytest.raises(WrongOutline) as caught:
        open_outlines(written(collection(feature(), feature("Point", [56, 58]))))
    assert (caught.value.feature, caught.value.found) == (2, "Point")


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(MissingFile, match=r"no\.geojson"):
        open_outlines(tmp_path / "no.geojson")
    with pytest.raises(FolderGiven):
        open_outlines(tmp_path)


def test_a_file_in_another_encoding_is_told(tmp_path):
    file = tmp_path / "city.geojson"
    file.write_bytes('{"name": "Пермь"}'.encode("cp1251"))
    with pytest.raises(UnreadableFile, match="GeoJSON"):
        open_outlines(file)


def test_a_mark_of_byte_order_is_no_error(tmp_path):
    file = tmp_path / "city.geojson"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(collection(feature(name="A"))).encode())
    assert len(open_outlines(file).places) == 1
