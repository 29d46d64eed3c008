"""What in a text is personal data of somebody: telephones, e-mail, numbers of documents and cards, dates of birth.

Nothing here is certain: a text is said to look like personal data. Numbers of applications, contracts and taxes,
amounts, dates and years must not, so a bare run of digits is taken for a telephone or a card only in forms that
nothing else has.
"""

from __future__ import annotations

import re

from partnerlab.sources.cells import spaced

_GAP = r"[  ().\-‐-–]{0,3}"
_DAY = r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|\d{1,2} [а-я]{3,8} (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_CARD = r"(?<!\d)(?<!\d[ -])(?:2200|2201|2202|2203|2204|4\d{3}|5[1-5]\d\d)([ -]?)\d{4}\1\d{4}\1\d{4}(?![\d-])"
_BY_FIGURES = (
    _CARD,
    rf"(?:\+7|(?<![\d.,+-])[78]){_GAP}\(?[3-9]\d\d\)?{_GAP}\d{{3}}{_GAP}\d\d{_GAP}\d\d(?![\d])",
    r"\+(?!7)[1-9]\d{0,2}(?:[ ().-]{1,2}\d{1,4}){2,5}(?!\d)",
    r"\+(?!7)[1-9]\d{9,13}(?!\d)",
    r"\(\d{3,5}\) ?\d{1,3}-?\d\d-\d\d(?!\d)",
    r"(?<!\d)\d\d ?\d\d {0,2}№ ?\d{6}(?!\d)",
    r"(?<![\d-])\d{3}-\d{3}-\d{3}[ -]\d\d(?![\d-])",
    rf"(?:{_DAY}|(?<!\d)(?:19[3-9]|20[01])\d)(?: ?г\.?,?| года)? ?(?:[Гг]\. ?[Рр]\.|[Гг]/[Рр]\b|рождения\b)",
)
_BY_WORDS = (
    r"\b(?:тел(?:ефон)?|моб|сот|факс|tel|phone|mob)(?:\b[.:]*|\.) {0,2}\d[\d ()-]{4,14}\d(?!\d)",
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}",
    r"\b(?:паспорт\w*|passport)[^\d\n]{0,25}\d\d ?\d\d[ ,]{0,2}(?:№|номер|n)?\.? ?\d{6}(?!\d)",
    r"\bсери[яи]:? ?\d\d ?\d\d,? {0,2}(?:№|номер|n):? ?\d{6}(?!\d)",
    r"\bснилс\W{0,3}\d{11}(?!\d)",
    rf"\b(?:дата рождения|родил(?:ся|ась)|д\. ?р\.|date of birth|born(?: on)?|dob)\W{{0,3}}{_DAY}",
    r"\b(?:д|дом)\.? ?\d+\w?(?:[^\n;:]{0,14}[ ,])?кв(?:артира|\.) ?\d+(?! ?м)",
)
_FIGURES = re.compile(rf"(?=[\d+(])(?:{'|'.join(_BY_FIGURES)})")
_WORDS = re.compile("|".join(_BY_WORDS), re.IGNORECASE)
_TELLING = re.compile(
    r"@|тел|моб|сот|факс|phone|паспорт|passport|сери[яи]|снилс|рожд|родил|born|birth|dob|д\. ?р|кв", re.IGNORECASE
)
SUSPECT = r"@|[0-9](?:[^0-9A-Za-zА-Яа-яёЁ]{0,4}[0-9]){5}|[0-9] ?г[./]? ?р|рожд|родил|born|[Кк][Вв](\.|арт)"
"""What a text has that may hold personal data, simple enough to be looked for in a million texts."""
_SUSPECT = re.compile(SUSPECT)

_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|ьич|оглы|кызы)"
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\. ?[А-ЯЁ]\."
_PERSON = re.compile(
    rf"{_NAME} {_NAME} {_PATRONYMIC}|{_NAME} {_PATRONYMIC} {_NAME}|{_NAME},? {_INITIALS}|{_INITIALS} ?{_NAME}"
)
_SIGN = re.compile(r"\w")
_SHOWN = 2
"""How many signs at each end of a personal datum are shown: its owner and the secretary will know it again."""


def personal_parts(text: str) -> list[str]:
    """The parts of a text that look like personal data, as they stand there.

    >>> personal_parts("звонить +7 900 000-00-11, договор № 1234567890"), personal_parts("12 000 000,00 за 2003 год")
    (['+7 900 000-00-11'], [])
    """
    if not _SUSPECT.search(text):
        return []
    found = [part[0] for part in _FIGURES.finditer(text) if _is_number(part[0])]
    if _TELLING.search(text):
        found += [part[0] for part in _WORDS.finditer(text)]
    return found


def _is_number(part: str) -> bool:
    """Whether the check digits of a card or of a pension number are right, where the part is such a number."""
    if re.fullmatch(_CARD, part):
        return _luhn(part)
    if re.fullmatch(r"\d{3}-\d{3}-\d{3}[ -]\d\d", part):
        return _snils(part)
    return True


def _luhn(number: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(re.sub(r"\D", "", number)))


def _snils(number: str) -> bool:
    """Order of the Pension Fund: the sum of nine digits, weighted 9 to 1, taken modulo 101 (100 as 0)."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    weighted = sum(weight * digit for weight, digit in zip(range(9, 0, -1), digits, strict=False))
    return weighted % 101 % 100 == digits[9] * 10 + digits[10]


def masked(part: str) -> str:
    """A personal datum as a message shows it: its ends, and the form of what is between.

    >>> masked("+7 900 000-00-11"), masked("info@example.org")
    ('+7 9•• •••-••-11', 'in••@•••••••.•rg')
    """
    signs = [place for place, sign in enumerate(part) if _SIGN.match(sign)]
    hidden = set(signs[_SHOWN:-_SHOWN] if len(signs) > 2 * _SHOWN else signs)
    return "".join("•" if place in hidden else sign for place, sign in enumerate(part))


def without_personal_parts(text: str) -> str:
    """The text with its personal data masked.

    >>> without_personal_parts("тел. 212-00-00, спросить старосту")
    'те•. •••-••-00, спросить старосту'
    """
    for part in dict.fromkeys(personal_parts(text)):
        text = text.replace(part, masked(part))
    return text


def is_person(text: str) -> bool:
    """Whether a text is the name of a person and nothing else: with a patronymic, or with initials.

    >>> is_person("Иванов И. И."), is_person("Фонд имени Иванова И. И."), is_person("Хор «Русь»")
    (True, False, False)
    """
    return _PERSON.fullmatch(spaced(text)) is not None


def is_wholly_personal(cell: object) -> bool:
    """Whether a cell holds personal data and hardly anything else.

    >>> is_wholly_personal("8 (900) 000-00-11"), is_wholly_personal("звонить по 8 (900) 000-00-11 старосте двора")
    (True, False)
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return 79e9 <= cell < 80e9 or 89e9 <= cell < 90e9  # a mobile telephone typed as a number
    if not isinstance(cell, str):
        return False
    text = spaced(cell)
    return is_person(text) or 2 * sum(map(len, personal_parts(text))) > len(text)


_HEADING_WORDS = (
    r"тел|телефоны?|моб|мобильный|сотовый|факс",
    r"e-?mail|электронн(?:ая|ой|ый) (?:почта|почты|адрес)|эл\.? ?(?:почта|адрес)|почтовый ящик",
    r"фио|ф\. ?и\. ?о|фамилия|отчество|контакты|контактн(?:ое лицо|ые данные|ый телефон)",
    r"паспорт\w*|снилс|номер карты|банковская карта|(?:дата|год|место) рождения",
    r"(?:адрес|место|адрес места) (?:регистрации|прописки|проживания|жительства)|домашний адрес",
    r"(?:руководитель|директор|председатель|бухгалтер)(?: (?:проекта|организации|нко|программы|тос|заявителя))?$",
    r"(?:phone|telephone|tel|mobile)(?: (?:no|number))?|contact(?: (?:name|person|details))?",
    r"(?:first|last|sur|family) ?name|passport|date of birth|birth ?date|home address|recipient ind\b.*",
    r"project (?:leader|manager)|head of (?:the )?(?:project|organi[sz]ation)",
)
_HEADING = re.compile(rf"(?:^|[^а-яёa-z])(?:{'|'.join(_HEADING_WORDS)})(?:$|[^а-яёa-z])", re.IGNORECASE)
_COUNTED = re.compile(
    r"колич|число|кол-во|доля|сумм|наличи|договор|линии|звонк|number of|count|share|whether|has ", re.IGNORECASE
)


def is_personal_heading(heading: str) -> bool:
    """Whether what stands under a heading is personal data by what the heading says.

    >>> is_personal_heading("Телефон (моб.)"), is_personal_heading("Количество телефонных звонков")
    (True, False)
    """
    text = spaced(heading)
    return _HEADING.search(text) is not None and _COUNTED.search(text) is None
