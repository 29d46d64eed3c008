import pytest
from pandas.testing import assert_frame_equal

from partnerlab import metrics, published
from partnerlab.errors import MissingColumn

COLUMNS = [
    *("edition", "year", "step", "line", "name", "name_en", "project_type", "project_type_en"),
    *("size", "size_kind", "size_printed", "nominations"),
]


def test_the_vi_contest_has_five_lines_of_which_three_have_a_cap_and_one_a_size():
    table = metrics.project_lines(published("project_lines"))
    assert table.columns.tolist() == COLUMNS
    assert table.year.tolist() == [2004] * 5
    assert table.name.tolist() == [
        "Общественная акция",
        "Выбираем проблему",
        "Социальный заказ",
        "Общественное партнерство",
        "Социальные услуги",
    ]
    assert table["size"][:4].tolist() == [15_000, 30_000, 30_000, 150_000]
    assert table.size_kind[:4].tolist() == ["cap", "cap", "cap", "size"]  # 150 is printed without «до»
    assert table.iloc[4][["size", "size_kind", "size_printed"]].isna().all()
    assert table.nominations.dropna().tolist() == [5, 4]


def test_another_city_may_have_fewer_columns_but_says_what_a_size_is():
    frame = published("project_lines").frame
    assert metrics.project_lines(frame[["size_kind", "size", "line"]]).columns.tolist() == ["line", "size", "size_kind"]
    with pytest.raises(MissingColumn, match="size_kind"):
        metrics.project_lines(frame.drop(columns="size_kind"))


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine):
    frame = published("project_lines").frame
    before = frame.copy(deep=True)
    shuffled = frame.sample(frac=1, random_state=1)
    assert_frame_equal(metrics.project_lines(engine(shuffled)), metrics.project_lines(frame), check_dtype=False)
    assert_frame_equal(frame, before)
