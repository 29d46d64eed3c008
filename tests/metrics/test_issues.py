import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn, WrongValue

COLUMNS = [
    *("theme", "projects", "theme_projects", "winners", "theme_winners", "share_of_projects", "share_of_winners"),
    *("share_of_winners_low", "share_of_winners_high", "theme_award_rate", "other_award_rate", "representation"),
    *("relative_award_rate", "relative_award_rate_low", "relative_award_rate_high"),
    *("theme_award_rate_low", "theme_award_rate_high", "other_award_rate_low", "other_award_rate_high"),
]
CONTEST = pd.DataFrame(
    {
        "themes": ["youth; sport", "sport", "youth", "ecology;youth", None, " ; ", "culture"],
        "status": ["won", "lost", "won", "lost", "won", "lost", "submitted"],
        "district": ["A", "A", "B", "B", "A", "B", "A"],
    }
)


def as_ethnic(table):
    """The table of one theme under the names of `ethnic_issues`."""
    names = {name: name.replace("theme_", "ethnic_") for name in table.columns if name.startswith("theme_")}
    return table.drop(columns="theme").rename(columns=names)


def test_each_theme_has_its_projects_and_one_with_two_themes_counts_in_both():
    table = metrics.issues(CONTEST)
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    counts = ["theme", "projects", "theme_projects", "winners", "theme_winners", "rows_used", "rows_left_out"]
    assert table[counts].values.tolist() == [
        ["culture", 4, 0, 2, 0, 4, 3],  # its one project is not decided
        ["ecology", 4, 1, 2, 0, 4, 3],
        ["sport", 4, 2, 2, 1, 4, 3],
        ["youth", 4, 3, 2, 2, 4, 3],
    ]
    youth = table.iloc[3]
    assert (youth.share_of_projects, youth.share_of_winners, youth.other_award_rate) == (0.75, 1, 0)
    assert youth.theme_award_rate == pytest.approx(2 / 3)
    assert youth.representation == pytest.approx(4 / 3)


def test_a_group_has_a_row_for_every_theme_and_the_groups_come_first():
    table = metrics.issues(CONTEST, by="district")
    assert table.columns.tolist()[:2] == ["district", "theme"]
    assert table.district.tolist() == ["A"] * 4 + ["B"] * 4
    assert table.theme.tolist() == ["culture", "ecology", "sport", "youth"] * 2
    assert table.theme_projects.tolist() == [0, 0, 2, 1, 0, 1, 0, 2]


def test_a_theme_asked_for_has_its_row_even_if_no_project_is_on_it():
    table = metrics.issues(CONTEST, theme="religion")
    assert table[["theme", "projects", "theme_projects"]].values.tolist() == [["religion", 4, 0]]


def test_koopmans_own_example_36_of_40_against_16_of_80():
    rows = [("sport", n < 36) for n in range(40)] + [("youth", n < 16) for n in range(80)]
    frame = pd.DataFrame([(theme, "won" if won else "lost") for theme, won in rows], columns=["themes", "status"])
    sport, youth = metrics.issues(frame).to_dict("records")
    assert sport["relative_award_rate"] == pytest.approx(4.5)
    assert [round(sport[f"relative_award_rate_{end}"], 2) for end in ("low", "high")] == [2.94, 7.15]
    assert youth["relative_award_rate"] == pytest.approx(1 / 4.5)
    assert sport["theme_award_rate"] == youth["other_award_rate"] == 0.9


@pytest.mark.parametrize("options", [{"by": ["year"]}, {"by": ["district", "year"], "calendar": {2003: "open"}}])
def test_for_ethnic_relations_it_is_ethnic_issues_under_other_names(contest, options):
    table = metrics.issues(contest, theme="ethnic_relations", **options)
    assert_frame_equal(as_ethnic(table), metrics.ethnic_issues(contest, **options))
    every = metrics.issues(contest, **options)
    assert every.theme.unique().tolist() == ["ethnic", "ethnic_relations", "sport", "youth"]
    assert_frame_equal(every[every.theme == "ethnic_relations"].reset_index(drop=True), table)


themes = st.lists(st.sampled_from(["youth", "sport", "ecology"]), max_size=3).map("; ".join)
projects = st.lists(st.tuples(themes, st.sampled_from(["won", "lost", "submitted"])), min_size=1, max_size=30)


@given(projects, st.randoms())
@settings(max_examples=50, deadline=None)
def test_themes_and_their_projects_are_counted_as_one_would_by_hand(pairs, random):
    frame = pd.DataFrame(pairs, columns=["themes", "status"])
    table = metrics.issues(frame)
    decided = [(set(text.split("; ")), status) for text, status in pairs if text and status != "submitted"]
    for row in table.itertuples():
        assert row.projects == len(decided)
        assert row.theme_projects == sum(row.theme in named for named, _ in decided)
        assert row.theme_winners == sum(row.theme in named and status == "won" for named, status in decided)
        assert row.theme_winners <= min(row.theme_projects, row.winners)
        assert row.rows_used + row.rows_left_out == len(pairs)
    assert table.theme_projects.sum() == sum(len(named) for named, _ in decided)
    assert set(table.theme) == {theme for text, _ in pairs for theme in text.split("; ") if theme}
    random.shuffle(pairs)
    assert_frame_equal(metrics.issues(pd.DataFrame(pairs, columns=["themes", "status"])), table)


def test_a_theme_that_nobody_won_with_adds_a_row_and_changes_the_others_only_in_their_totals(contest):
    more = pd.DataFrame({"year": [2001.0], "status": ["submitted"], "themes": ["beekeeping"]})
    before, after = metrics.issues(contest), metrics.issues(pd.concat([contest, more], ignore_index=True))
    assert after[after.theme == "beekeeping"].theme_projects.tolist() == [0]
    others = after[after.theme != "beekeeping"].reset_index(drop=True)
    assert_frame_equal(others.drop(columns="rows_left_out"), before.drop(columns="rows_left_out"))


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, contest):
    before = contest.copy(deep=True)
    shuffled = contest.sample(frac=1, random_state=1)
    for options in ({}, {"by": ["year"], "confidence": 0.9}):
        assert_frame_equal(metrics.issues(engine(shuffled), **options), metrics.issues(contest, **options), rtol=1e-9)
    assert_frame_equal(contest, before)


def test_records_without_a_theme_make_an_empty_table_with_all_its_columns():
    table = metrics.issues(CONTEST.assign(themes=pd.Series([None] * 7, dtype="str")))
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.empty


def test_what_is_missing_or_impossible_is_named():
    for column in ("status", "themes"):
        with pytest.raises(MissingColumn) as raised:
            metrics.issues(CONTEST.drop(columns=column))
        assert (raised.value.column, raised.value.question) == (column, "issues")
    with pytest.raises(WrongValue, match="95"):
        metrics.issues(CONTEST, confidence=95)
    with pytest.raises(WrongValue, match="theme"):
        metrics.issues(CONTEST.assign(theme="x"), by="theme")
