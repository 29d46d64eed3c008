"""The colours by meaning: one colour says one thing on every page, by day and by night.

Money attracted is teal, the budget's a quiet grey, business ochre; projects on ethnic issues are plum; organisations
and applications, which are counted and not paid, are blue. A pale shade of each is its interval.
"""

from __future__ import annotations

INK = "#1b2126"
SOFT = "#5b666e"
LINE = "#e3e0d8"
CARD = "#ffffff"

ATTRACTED = "#136f73"
ATTRACTED_MIDDLE = "#62a8a7"
ATTRACTED_PALE = "#b4d6d4"
ATTRACTED_FAINT = "#e0efee"
BUDGET = "#b9c2c7"
BUSINESS = "#d0871d"
ETHNIC = "#7b4b94"
ETHNIC_PALE = "#d8c8e2"
COUNTED = "#2f5d8c"
COUNTED_STRONG = "#4a76a6"
COUNTED_MIDDLE = "#86abd0"
COUNTED_PALE = "#cbdcec"
COUNTED_FAINT = "#e6eff7"

SMALL = "#8a9399"
"""A group too small for an interval."""
UNKNOWN = "#d5d9db"
"""What is counted but not known more closely."""

WATER = "#c9dce6"
"""A river on a map."""

MARK = "#fff4dc"
MARK_INK = "#6b4a00"

DARK = {
    INK: "#eef1f2",
    SOFT: "#a3aeb5",
    LINE: "#2e363b",
    CARD: "#1c2226",
    ATTRACTED: "#4fb8b5",
    ATTRACTED_MIDDLE: "#2f7879",
    ATTRACTED_PALE: "#24595a",
    ATTRACTED_FAINT: "#203a3c",
    BUDGET: "#5d6a72",
    BUSINESS: "#e6a94a",
    ETHNIC: "#b58bd0",
    ETHNIC_PALE: "#4f3c5e",
    COUNTED: "#8fbbe8",
    COUNTED_STRONG: "#6a98c5",
    COUNTED_MIDDLE: "#45709a",
    COUNTED_PALE: "#2c4258",
    COUNTED_FAINT: "#243341",
    SMALL: "#7f8a91",
    UNKNOWN: "#414b51",
    WATER: "#2a4453",
    MARK: "#3a2f14",
    MARK_INK: "#f3d58a",
}
"""What each light colour is in the dark. No dark colour is also a light one, so replacing text is enough."""

TRANSPARENT = "rgba(0,0,0,0)"
COLOURS = frozenset(DARK) | {TRANSPARENT}
"""Every colour that a figure may use."""
