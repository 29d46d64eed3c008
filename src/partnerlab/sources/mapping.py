"""A user's own words for headings, units, separators and closed lists: `mapping.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class UserMapping:
    """What a user says of the own file, where partnerlab does not know it or would read it otherwise.

    `columns` gives a column of the model for a heading (empty: the heading is the user's own and stays); `factors`
    says that the money under a heading is in thousands (1000.0) or millions; `decimals` which sign stands before the
    fraction (`,` or `.`) under a heading; `words` gives, for a column with a closed list, the word of the list for the
    user's own; `heading_rows` the row of the headings in a sheet, 0 where there is none; `skipped` the sheets that
    are not to be read. Headings and words are compared without case, punctuation and spaces.
    """

    file: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    decimals: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    heading_rows: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


NO_MAPPING = UserMapping()
"""A user's mapping that says nothing."""
