"""What is asked of a file in the French form is what the standard's own schema asks."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from partnerlab.sources.checks.demands import ASKED
from partnerlab.sources.headings.standards import SCDL
from places import REAL

SCHEMA = REAL / "scdl" / "schema.json"
LEFT_TO_THE_CITY = {"idServiceInstructeur"}
"""Needed by the schema, and in none of the standard's own examples: asked of nobody."""
DEMANDS = {demand.heading: demand for demand in ASKED[SCDL.name].demands}

pytestmark = pytest.mark.skipif(not SCHEMA.is_file(), reason="the standard's schema is not here")


def constraints() -> dict[str, dict[str, Any]]:
    """What the schema asks of each column."""
    return {one["name"]: one.get("constraints") or {} for one in json.loads(SCHEMA.read_text("utf-8"))["fields"]}


def test_the_same_columns_are_needed() -> None:
    needed = {name for name, asked in constraints().items() if asked.get("required")}
    assert {name for name, demand in DEMANDS.items() if demand.needed} == needed - LEFT_TO_THE_CITY


def test_the_same_words_lengths_and_limits_hold() -> None:
    for name, asked in constraints().items():
        if name not in DEMANDS:
            assert not set(asked) - {"required"}, name
            continue
        demand = DEMANDS[name]
        assert set(demand.listed) == set(asked.get("enum", ())), name
        assert demand.longest == asked.get("maxLength", 0), name
        assert (demand.least, demand.most) == (asked.get("minimum", 0), asked.get("maximum", 0)), name


def test_an_example_of_each_column_has_the_form_that_the_schema_asks_for() -> None:
    for name, asked in constraints().items():
        if "pattern" in asked:
            assert re.fullmatch(asked["pattern"], DEMANDS[name].example), name
            assert re.fullmatch(DEMANDS[name].form, DEMANDS[name].example), name


def test_numbers_and_days_are_what_the_schema_calls_so() -> None:
    types = {one["name"]: one["type"] for one in json.loads(SCHEMA.read_text("utf-8"))["fields"]}
    for name, kind in types.items():
        if kind in ("number", "date"):
            assert DEMANDS[name].kind == kind
