"""Yes and no, as people write them: «да», "no", `1`, `+`, `TRUE`, ✓."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from partnerlab.sources.cells import DASHES, spaced

_YES = frozenset(("да", "yes", "y", "oui", "tak", "1", "+", "true", "истина", "✓", "✔", "☑", "✅", "vrai", "prawda"))
_NO = frozenset(("нет", "no", "n", "non", "nie", "0", "false", "ложь", "✗", "✘", "☐", "❌", "faux", "fałsz", *DASHES))
_ASKING = frozenset(
    asking.replace(" ", "")
    for asked in (
        "победитель; победил; победила; признан победителем; является победителем; поддержан; поддержана; поддержано",
        "проект поддержан; заявка поддержана; грант присужден; winner; is winner; won; selected; supported; funded",
    )
    for asking in asked.split(";")
)
_HINTS = ("данет", "yesno", "10", "ouinon", "taknie")


def yes_or_no(text: str) -> Literal["yes", "no"] | None:
    """What a cell answers; None where it answers neither.

    >>> yes_or_no("Да"), yes_or_no("-"), yes_or_no("победитель") is None
    ('yes', 'no', True)
    """
    low = spaced(text).casefold().rstrip(".!")
    return "yes" if low in _YES else "no" if low in _NO else None


def asks_yes_or_no(bare_heading: str) -> bool:
    """Whether a heading, without punctuation and spaces, asks if an application has won.

    >>> asks_yes_or_no("победительданет"), asks_yes_or_no("статус")
    (True, False)
    """
    name = bare_heading
    for hint in _HINTS:
        name = name.removesuffix(hint)
    return name in _ASKING


def answers(texts: Iterable[str]) -> bool:
    """Whether all texts answer yes or no, and some do so in a word that no dash is.

    >>> answers({"да", "нет"}), answers({"да", "отозвана"}), answers({"-"})
    (True, False, False)
    """
    said = [text for text in texts if text]
    return all(yes_or_no(text) for text in said) and any(set(text) - DASHES for text in said)
