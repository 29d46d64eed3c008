"""A user's own words for headings, units, separators and closed lists: what `mapping.toml` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from partnerlab.sources.cells.spelling import Spellings

Unit = tuple[float, str]
"""What an amount is counted in: its factor (1000 for thousands), and its currency, empty if not named."""


@dataclass(frozen=True)
class UserMapping:
    """What a user says of the own file, where partnerlab does not know it or would read it otherwise.

    `columns` gives a column of the model for a heading (empty: the heading is the user's own and stays); for a column
    that has no heading, its letter stands for it. `units` says in what the money under a heading is counted,
    `decimals` which sign stands before the fraction (`,` or `.`); `words` gives, for a column with a closed list, the
    word of the list for the user's own. `heading_rows` is the row of the headings in a sheet, 0 where there is none,
    and under the empty name that of every other sheet; `skipped` are the sheets that are not to be read. `year` and
    `currency` are of the whole file. Headings and words are compared without case, punctuation and spaces.

    `standard` is the one that the headings of a table follow, as partnerlab sees itself.

    >>> UserMapping(columns={"Сумма запроса": "requested"}).columns["СУММА  запроса:"]
    'requested'
    """

    file: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    decimals: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    heading_rows: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    year: int | None = None
    currency: str = ""
    standard: str = ""

    def __post_init__(self) -> None:
        """Let headings and words be found again however they are spelt."""
        object.__setattr__(self, "columns", Spellings(self.columns))
        object.__setattr__(self, "units", Spellings(self.units))
        object.__setattr__(self, "decimals", Spellings(self.decimals))
        object.__setattr__(self, "words", {name: Spellings(listed) for name, listed in self.words.items()})

    @property
    def factors(self) -> Mapping[str, float]:
        """By what the amounts under a heading are multiplied, as the user says it."""
        return Spellings({heading: factor for heading, (factor, _) in self.units.items()})

    def heading_row(self, sheet: str) -> int | None:
        """The row of the headings of a sheet as the user says it: 0 where there is none, None if nothing is said.

        >>> UserMapping(heading_rows={"": 0}).heading_row("2003")
        0
        """
        return self.heading_rows.get(sheet, self.heading_rows.get(""))

    def before(self, other: UserMapping) -> UserMapping:
        """What both say; where they differ, this one counts.

        >>> both = UserMapping(columns={"Name": ""}).before(UserMapping(columns={"Name": "title", "Cost": "requested"}))
        >>> dict(both.columns)
        {'Name': '', 'Cost': 'requested'}
        """
        words = {
            name: {**other.words.get(name, {}), **self.words.get(name, {})} for name in {**other.words, **self.words}
        }
        return replace(
            self,
            columns={**other.columns, **self.columns},
            units={**other.units, **self.units},
            decimals={**other.decimals, **self.decimals},
            words=words,
            standard=other.standard,
        )


NO_MAPPING = UserMapping()
"""A user's mapping that says nothing."""
