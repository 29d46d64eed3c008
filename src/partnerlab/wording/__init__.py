"""Every word and number a reader sees, in Russian and in English.

Messages are written in English where they are said and translated in `ru.po` beside this file; numbers, dates and
plurals follow each language through Babel. No other module knows which languages there are.
"""

from __future__ import annotations

import gettext
import io
import os
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, SupportsFloat, cast, get_args

if TYPE_CHECKING:
    import datetime

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_NAMES: dict[Language, str] = {"ru": "Русский", "en": "English"}
"""Each language by its own name: a reader looks for it in words that the reader knows."""
CATALOGUE = Path(__file__).with_name("ru.po")

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"

# Numbers come from metrics' tables, where a missing one is None, NaN or pandas' NA.
Number = SupportsFloat | None | object


def message(text: str) -> str:
    """Mark a message for the catalogue where it is written down before it is said.

    >>> message("Budget")
    'Budget'
    """
    return text


@dataclass(frozen=True)
class Phrase:
    """A message with its values, said once the reader's language is known."""

    text: str
    values: tuple[tuple[str, object], ...]


def phrase(text: str, /, **values: object) -> Phrase:
    """A message that is said later, within another.

    >>> words("en").say("Expected: {what}.", what=phrase("a year from {first} to {last}", first=1990, last=2100))
    'Expected: a year from 1990 to 2100.'
    """
    return Phrase(text, tuple(values.items()))


def reader_language() -> Language:
    """The language of the reader's machine: Russian where `LANG` says so, else English.

    >>> reader_language() in LANGUAGES
    True
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"


def terminal_word(text: str) -> str:
    """A name as it is typed in a terminal: in quotation marks where it needs them.

    >>> terminal_word("contest.xlsx")
    'contest.xlsx'
    """
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def is_language(text: str) -> bool:
    """Whether the package speaks the language of this two-letter code.

    >>> is_language("ru"), is_language("fr")
    (True, False)
    """
    return text in LANGUAGES


def is_missing(value: object) -> bool:
    """Whether a value of a table is missing: None, NaN, or pandas' NA or NaT.

    >>> import datetime
    >>> is_missing(float("nan")), is_missing(0), is_missing("nan"), is_missing(datetime.date(2004, 11, 6))
    (True, False, False, False)
    """
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - what is missing is unequal even to itself
    except TypeError:  # pandas' NA does not say whether it is
        return True


@cache
def _translations(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with CATALOGUE.open(encoding="utf-8") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _separators(language: Language) -> dict[int, str]:
    """How the language writes the signs that Python puts into a number; Babel itself takes fifty times as long."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str.maketrans({",": get_group_symbol(language), ".": get_decimal_symbol(language), "-": MINUS})


class Words:
    """What a page, a chart or a message says in one language."""

    def __init__(self, language: Language) -> None:
        """Open the catalogue of `language`."""
        self.language: Language = language
        self._translations = _translations(language)

    def say(self, text: str, /, **values: object) -> str:
        """The message in this language, its `{places}` filled with values that are text already, or years.

        >>> words("ru").say("no data")
        'нет данных'
        """
        said = {name: self._said(value) for name, value in values.items()}
        return self._translations.gettext(text).format(**said)

    def _said(self, value: object) -> object:
        return self.say(value.text, **dict(value.values)) if isinstance(value, Phrase) else value

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form of the message that agrees with `count`, which fills `{count}`.

        >>> [words("ru").plural("{count} application", "{count} applications", n) for n in (1, 2, 5)]
        ['1 заявка', '2 заявки', '5 заявок']
        """
        return self._translations.ngettext(one, many, count).format(count=self.number(count), **values)

    def number(self, value: Number, decimals: int = 0) -> str:
        """A number with this language's separators; «no data» where it is missing.

        >>> words("ru").number(11301, 1), words("en").number(11301, 1)
        ('11\\xa0301,0', '11,301.0')
        """
        if is_missing(value):
            return self.say("no data")
        figure = round(float(cast(SupportsFloat, value)), decimals) + 0.0  # never «-0»
        return f"{Decimal(str(figure)):,.{decimals}f}".translate(_separators(self.language))

    def share(self, value: Number, decimals: int = 1) -> str:
        """A share from 0 to 1 as per cent.

        >>> words("ru").share(0.298), words("en").share(0.298)
        ('29,8\\xa0%', '29.8%')
        """
        if is_missing(value):
            return self.say("no data")
        per_cent = self.number(float(cast(SupportsFloat, value)) * 100, decimals)
        return per_cent + (NO_BREAK_SPACE + "%" if self.language == "ru" else "%")

    def whole_share(self, value: float) -> str:
        """A share in whole per cent, as a title says it; nearly all is not made all, nor nearly none made none.

        >>> [words("en").whole_share(share) for share in (0.298, 0.998, 1)]
        ['30%', '99.8%', '100%']
        """
        return self.share(value, 0 if value in (0, 1) or 0.005 <= value < 0.995 else 1)

    def thousands(self, money: Number, decimals: int = 1) -> str:
        """Money in thousands, without its unit: for tables and bars that name the unit once.

        >>> words("en").thousands(1_340_000)
        '1,340.0'
        """
        if is_missing(money):
            return self.say("no data")
        return self.number(float(cast(SupportsFloat, money)) / 1000, decimals)

    def currency(self, code: str) -> str:
        """The currency as prices name it: «руб.», otherwise its ISO code.

        >>> words("ru").currency("RUB"), words("en").currency("RUB")
        ('руб.', 'RUB')
        """
        return self.say("RUB") if code == "RUB" else code

    def thousand_unit(self, code: str = "RUB") -> str:
        """The unit of money in tables and charts.

        >>> words("ru").thousand_unit(), words("en").thousand_unit()
        ('тыс.\\xa0руб.', 'thousand\\xa0RUB')
        """
        return self.say("thousand {currency}", currency=self.currency(code)).replace(" ", NO_BREAK_SPACE)

    def amount(self, money: Number, code: str = "RUB") -> str:
        """Money in thousands with its unit, as a sentence says it.

        >>> words("ru").amount(1_340_000), words("en").amount(1_340_000)
        ('1\\xa0340,0\\xa0тыс.\\xa0руб.', '1,340.0\\xa0thousand\\xa0RUB')
        """
        if is_missing(money):
            return self.say("no data")
        return self.thousands(money) + NO_BREAK_SPACE + self.thousand_unit(code)

    def coins(self, money: Number, code: str = "RUB") -> str:
        """A small sum to the hundredth, as it is said of one rouble.

        >>> words("ru").coins(8.434), words("en").coins(8.434)
        ('8\\xa0руб.\\xa043\\xa0коп.', '8.43\\xa0RUB')
        """
        if is_missing(money):
            return self.say("no data")
        if self.language == "ru" and code == "RUB":
            roubles, kopecks = divmod(round(float(cast(SupportsFloat, money)) * 100), 100)
            return f"{self.number(roubles)} руб. {kopecks:02d} коп.".replace(" ", NO_BREAK_SPACE)
        return self.number(money, 2) + NO_BREAK_SPACE + self.currency(code)

    def between(self, low: str, high: str) -> str:
        """A range of two numbers already written out; a unit that both carry is written once.

        >>> words("ru").between("25,7\\xa0%", "34,3\\xa0%")
        '25,7–34,3\\xa0%'
        """
        for unit in (NO_BREAK_SPACE + "%", "%"):
            if low.endswith(unit) and high.endswith(unit):
                low = low.removesuffix(unit)
        return f"{low}{EN_DASH}{high}"

    def years(self, years: Iterable[int]) -> str:
        """Years as a reader writes them: runs joined by a dash.

        >>> words("en").years([1999, 2000, 2001, 2003])
        '1999–2001, 2003'
        """
        runs: list[list[int]] = []
        for year in sorted({int(year) for year in years}):
            if runs and year == runs[-1][-1] + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return ", ".join(f"{run[0]}{EN_DASH}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)

    def day(self, day: datetime.date) -> str:
        """A date in words.

        >>> import datetime
        >>> words("ru").day(datetime.date(2004, 11, 6)), words("en").day(datetime.date(2004, 11, 6))
        ('6\\xa0ноября 2004\\xa0г.', '6 November 2004')
        """
        from babel.dates import format_date

        pattern = f"d{NO_BREAK_SPACE}MMMM y{NO_BREAK_SPACE}'г'." if self.language == "ru" else "d MMMM y"
        return format_date(day, format=pattern, locale=self.language)

    def short_day(self, day: datetime.date) -> str:
        """A date as a table has it.

        >>> import datetime
        >>> words("ru").short_day(datetime.date(2001, 11, 6)), words("en").short_day(datetime.date(2001, 11, 6))
        ('06.11.2001', '6 Nov 2001')
        """
        from babel.dates import format_date

        return format_date(day, format="dd.MM.y" if self.language == "ru" else "d MMM y", locale=self.language)


@cache
def words(language: Language) -> Words:
    """The words of a language, opened once.

    >>> words("en").say("no data")
    'no data'
    """
    return Words(language)
