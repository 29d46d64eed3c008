"""A year or a sheet that repeats another: its own rows were never filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import MONEY
from partnerlab.sources.checks.origin import Flags, Records, filled
from partnerlab.sources.checks.spelling import organisations

REPEATED, SAME_ROWS = 0.8, 10
"""A year or sheet repeats another if so large a share of its rows, and so many, are the same."""

Codes = np.ndarray[Any, np.dtype[np.int64]]


def repeated_years(records: Records) -> list[Finding]:
    """A year's rows, or a sheet's, that are those of another: its own were never filled in."""
    return records.once("repeated_years", "", lambda: list(_repeated_years(records)))


def _repeated_years(records: Records) -> Iterator[Finding]:
    blocks, keys = _blocks(records), _contents(records)
    if keys is None or len(np.unique(blocks)) < 2:
        return
    rows = pd.DataFrame({"block": blocks, "key": keys, "place": np.arange(len(keys))})
    rows = rows[records.counted & (rows.key >= 0).to_numpy()]
    once = rows.drop_duplicates(["block", "key"])
    many = once[once.duplicated("key", keep=False)]
    pairs = many.merge(many[["block", "key"]], on="key", suffixes=("", "_other"))
    pairs = pairs[pairs.block > pairs.block_other]
    sizes = once.block.value_counts().to_dict()
    told: set[int] = set()
    for name, same in pairs.groupby(["block", "block_other"]):
        block, other = cast(tuple[int, int], name)
        smaller = min(sizes[block], sizes[other])
        if len(same) < SAME_ROWS or len(same) < REPEATED * smaller or block in told:
            continue
        told.add(block)
        yield _repeated(records, int(same.place.iloc[0]), int(once[once.block == other].place.iloc[0]), len(same))


def _repeated(records: Records, place: int, other: int, count: int) -> Finding:
    origin, years = records.origin, records.years()
    said = "" if np.isnan(years[place]) else str(int(years[place]))
    there = "" if np.isnan(years[other]) else str(int(years[other]))
    (finding,) = origin.each(
        "repeated_year",
        np.arange(len(years)) == place,
        column="",
        values=pd.Series([said or origin.sheet(place) or origin.file(place)] * len(years)),
        rows=count,
        other=there if there and there != said else origin.sheet(other) or origin.file(other),
        first=origin.named(other, beside=place),
    )
    return finding


def repeated_within_year(records: Records) -> Flags:
    """Rows of a sheet that wholly repeats another of the same year: one finding tells of them all."""
    blocks = _blocks(records)
    told = np.zeros(len(blocks), dtype=bool)
    place_of = {(one.file, one.sheet, one.row): one for one in repeated_years(records)}
    for place in range(len(blocks)) if place_of else ():
        origin = records.origin
        if (origin.file(place), origin.sheet(place), int(origin.rows[place])) in place_of:
            told |= blocks == blocks[place]
    return told


def _blocks(records: Records) -> Codes:
    """A number for each table and year in it."""
    keys = pd.DataFrame({"table": records.origin.table, "year": records.years()})
    return np.asarray(keys.groupby(["table", "year"], dropna=False, sort=False).ngroup(), dtype=np.int64)


def _contents(records: Records) -> Codes | None:
    """A number for what a row says of organisation, project and money; -1 where it says too little."""
    frame = records.frame
    texts = [name for name in ("title",) if filled(frame, name)]
    money = [name for name in MONEY if filled(frame, name)]
    if not texts and not money:
        return None
    parts = pd.DataFrame({"who": organisations(records)})
    for name in [*texts, *money]:
        parts[name] = pd.factorize(frame[name])[0]
    said = (parts[[*texts, *money]] >= 0).any(axis=1) & ((parts.who >= 0) | bool(texts))
    codes = parts.groupby(list(parts.columns), sort=False).ngroup().to_numpy()
    return np.where(said.to_numpy(), codes, -1)
