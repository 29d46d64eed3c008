"""Numbers are written as Babel writes them: the signs are the language's own, the digits those of the number."""

import math

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.wording import MINUS, words


@given(
    st.sampled_from(["ru", "en"]),
    st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15) | st.floats(-10, 10),
    st.integers(0, 3),
)
def test_a_number_reads_as_babel_writes_it(language, number, decimals):
    rounded = round(float(number), decimals) + 0.0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    expected = format_decimal(rounded, format=pattern, locale=language).replace("-", MINUS)
    assert words(language).number(number, decimals) == expected


@pytest.mark.parametrize(("number", "written"), [(-1234.5, "−1\xa0234,5"), (-0.04, "0,0"), (999.95, "1\xa0000,0")])
def test_russian_numbers_by_hand(number, written):
    assert words("ru").number(number, 1) == written


def test_a_missing_number_is_said_in_words():
    assert words("en").number(math.nan) == "no data"
