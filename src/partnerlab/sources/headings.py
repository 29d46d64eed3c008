"""Which heading means which column, in Russian and in English: what a contest's secretary would type.

Headings are compared without case, punctuation and spaces, ё as е; a unit of money in the heading («, тыс. руб.»,
"(thousand RUB)") is taken off and kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from partnerlab.model import APPLICATION, COLUMNS
from partnerlab.sources.cells import CURRENCY_OF_WORD, FACTOR_OF_WORD
from partnerlab.sources.mapping import NO_MAPPING, UserMapping

SYNONYMS: Mapping[str, str] = {
    "application_id": "номер заявки; № заявки; номер проекта; № проекта; регистрационный номер; рег. "
    "номер; рег. №; регистрационный номер заявки; регистрационный №; шифр заявки; код заявки; код "
    "проекта; id заявки; ид заявки; id; application no; application number; application id; application; "
    "project id; project number; grant id; identifier; reference; reference number",
    "year": "год; год конкурса; год проведения; год проведения конкурса; год подачи; год заявки; год "
    "реализации; contest year; year of contest; year of the contest; award year; grant year; application "
    "year",
    "contest": "конкурс; название конкурса; наименование конкурса; contest name; competition; programme; "
    "program; grant programme; программа",
    "edition": "номер конкурса; № конкурса; очередь конкурса; выпуск конкурса; который конкурс; contest "
    "number; contest edition; round",
    "tier": "уровень; уровень конкурса; статус конкурса; level; contest level; contest tier",
    "organisation_id": "инн; огрн; инн организации; огрн организации; инн заявителя; огрн заявителя; "
    "инн/огрн; огрн/инн; налоговый номер; tax id; tax number; inn; ogrn; vat number; organisation id; "
    "organization id; organisation number; charity number; company number; организация инн",
    "organisation": "организация; заявитель; организация заявитель; наименование организации; название "
    "организации; полное наименование организации; наименование заявителя; название заявителя; полное "
    "наименование; исполнитель; исполнитель проекта; организация исполнитель; наименование нко; название "
    "нко; наименование нко претендента; нко; претендент; грантополучатель; получатель; получатель гранта; "
    "получатель субсидии; участник; участник конкурса; общественное объединение; "
    "организация участник; organization; organisation name; organization name; applicant; applicant name; "
    "grantee; recipient; recipient name; grantee name; performer; ngo; name of organisation; name of "
    "organization",
    "organisation_kind": "вид организации; тип организации; организационно-правовая форма; опф; форма "
    "организации; категория организации; категория заявителя; тип заявителя; вид заявителя; правовая "
    "форма; kind of organisation; kind of organization; organisation type; organization type; type of "
    "organisation; organization kind; applicant type; legal form",
    "title": "название проекта; наименование проекта; проект; тема проекта; название; наименование; "
    "project title; project name; name of project; title of project; социальный проект",
    "line": "проектная линия; линия; линия проекта; направление конкурса; вид проекта; тип проекта; "
    "contest line; project type; type of project; funding line",
    "nomination": "номинация; номинация конкурса; nomination name; category; категория; award category",
    "district": "район; район города; район реализации; район реализации проекта; территория; территория "
    "реализации; территория реализации проекта; административный район; муниципальный район; city "
    "district; project district; area; borough",
    "direction": "направление; направление проекта; направление деятельности; направление программы; "
    "приоритетное направление; грантовое направление; programme direction; focus area; strategic area",
    "themes": "тема; темы; тематика; тематика проекта; темы проекта; theme; topic; topics; project themes; subject",
    "status": "статус; статус заявки; статус проекта; результат; результат конкурса; результат "
    "рассмотрения; итог; итог конкурса; решение; решение комиссии; решение конкурсной комиссии; "
    "состояние; result; outcome; decision; application status; project status",
    "requested": "запрашиваемая сумма; запрошенная сумма; запрошено; сумма запроса; запрос; запрашиваемые "
    "средства; запрашиваемый размер гранта; запрашиваемая сумма гранта; сумма заявки; запрошено из "
    "бюджета; запрашиваемая сумма субсидии; запрошенные средства; запрашиваемый размер субсидии; "
    "запрашиваемые средства бюджета; amount requested; requested amount; amount applied for; asked; "
    "applied for; request; sum requested; grant requested",
    "awarded": "сумма гранта; размер гранта; грант; выделено; выделено из бюджета; выделенная сумма; "
    "выделяемая сумма; выделенные средства; средства бюджета; бюджетные средства; бюджет; сумма субсидии; "
    "размер субсидии; субсидия; сумма финансирования; объем финансирования; финансирование; "
    "профинансировано; присуждено; присужденная сумма; одобренная сумма; сумма; сумма выделенных средств; "
    "размер выделенных средств; средства городского бюджета; средства бюджета города; сумма договора; "
    "amount awarded; awarded amount; award; award amount; grant; grant amount; granted; budget; budget "
    "money; amount; amount granted; sum awarded; city budget",
    "business": "средства бизнеса; средства заказчика бизнеса; средства заказчиков бизнеса; деньги "
    "бизнеса; средства предприятий; спонсорские средства; средства спонсоров; средства бизнес-заказчиков; "
    "business funds; business funding; money from business; business customers money; sponsor money",
    "attracted": "привлеченные средства; привлечено; привлеченная сумма; средства, привлеченные "
    "исполнителями; средства привлеченные исполнителем; софинансирование; сумма софинансирования; "
    "собственный вклад; собственные средства; собственные и привлеченные средства; внебюджетные средства; "
    "вклад организации; размер софинансирования; вклад заявителя; привлечено исполнителями; attracted "
    "funds; attracted money; amount attracted; cofunding; co-funding; co-financing; cofinancing; match "
    "funding; matched funding; leveraged; own contribution; raised; money raised; sum attracted",
    "attracted_cash": "привлечено деньгами; привлеченные денежные средства; денежный вклад; "
    "софинансирование деньгами; cash contribution; attracted cash; co-funding in cash",
    "attracted_in_kind": "привлечено натурой; неденежный вклад; натуральный вклад; вклад в натуральной "
    "форме; привлечено не деньгами; добровольческий труд; in-kind contribution; in kind; co-funding in "
    "kind",
    "attracted_planned": "привлечено план; привлечь планировалось; планировалось привлечь; планируемые "
    "привлеченные средства; привлеченные средства план; планируемое софинансирование; софинансирование "
    "план; запланировано привлечь; planned attracted; planned co-funding; attracted plan",
    "customer": "заказчик; заказчик проекта; наименование заказчика; customer name; ordered by; commissioner; client",
    "customer_sphere": "сфера заказчика; вид заказчика; тип заказчика; заказчик бюджет/бизнес; customer "
    "sphere; customer type; kind of customer",
    "spent": "израсходовано; потрачено; освоено; расход; расходы; кассовый расход; фактически "
    "израсходовано; использовано; исполнено; amount spent; expenditure; sum spent",
    "returned": "возвращено; возврат; возврат средств; возвращено в бюджет; остаток возвращен; сумма "
    "возврата; amount returned; refunded; paid back",
    "start": "дата начала; начало проекта; начало реализации; дата начала проекта; дата начала "
    "реализации; начало; срок начала; start date; project start; planned start; begin",
    "end": "дата окончания; окончание проекта; окончание реализации; дата окончания проекта; дата "
    "завершения; дата окончания реализации; конец проекта; окончание; завершение проекта; planned end; "
    "project end; finish",
    "funding_end": "окончание финансирования; дата окончания финансирования; конец финансирования; "
    "завершение финансирования; funding ends; funding end date; end of funding",
    "followup_status": "что стало с проектом; что стало после финансирования; судьба проекта; после "
    "финансирования; после завершения финансирования; продолжение проекта; продолжение; follow-up; "
    "followup; follow-up status; continuation; what became of it",
    "status_date": "дата сведений; дата последних сведений; дата опроса; последние сведения; дата "
    "наблюдения; status as of; last seen; date of status; survey date",
    "end_date": "дата прекращения; дата прекращения проекта; проект прекращен; дата закрытия проекта; "
    "project ended; date ended; closing date",
    "funding_years": "срок финансирования, лет; лет финансирования; число лет финансирования; продолжительность "
    "финансирования, лет; срок проекта, лет; years funded; number of years funded; funding period, years; grant years; "
    "project years",
    "intake": "прием заявок; порядок приема заявок; режим приема заявок; как принимаются заявки; intake of "
    "applications; application window; intake type",
}
"""What people write over a column of applications, beside its own name; `;` between several."""

GENERAL = frozenset(
    bare_word
    for bare_words in (
        "сумма amount название наименование полноенаименование проект программа конкурс грант финансирование",
        "категория category application бюджет budget участник id grant award окончание начало исполнитель",
    )
    for bare_word in bare_words.split()
)
"""Headings that give way where another heading of the table says the same more exactly."""

HEADING_ROWS = 20
"""The headings stand among the first so many rows."""

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_PIECE = re.compile(r"[^\W_]+|[$€£₽₸%‰]")
_JOINING = frozenset(("в", "in", "of"))
_UNIT_WORDS = frozenset((*FACTOR_OF_WORD, *CURRENCY_OF_WORD))
_WEAK_UNITS = frozenset(("т", "р", "p", "k"))
_ONE_AMOUNT = frozenset(("тысяча", "миллион", "миллиона", "миллиард", "миллиарда"))
"""Words of an amount («миллион рублей»), which a unit does not use."""


@dataclass(frozen=True)
class Heading:
    """What a heading means: a column; for money its factor (1000 for thousands) and its currency if named.

    `clear` is false where the heading names two units, of which neither can be chosen.
    """

    column: str
    factor: float = 1.0
    currency: str = ""
    general: bool = False
    clear: bool = True

    @property
    def names_unit(self) -> bool:
        """Whether the heading says in which unit its money is."""
        return self.factor != 1.0 or bool(self.currency)


def bare(heading: str) -> str:
    """A heading without case, punctuation and spaces, ё as е, № as a word.

    >>> bare("Привлечённые  средства:"), bare("№ заявки")
    ('привлеченныесредства', 'номерзаявки')
    """
    return "".join(_pieces(heading))


def _pieces(heading: str) -> list[str]:
    return _PIECE.findall(heading.casefold().replace("ё", "е").replace("№", " номер "))


@cache
def _known() -> Mapping[str, str]:
    columns = {bare(text): name for name, texts in SYNONYMS.items() for text in texts.split(";")}
    columns |= {bare(column.meaning): column.name for column in COLUMNS}
    return columns | {bare(column.name): column.name for column in COLUMNS}


@cache
def recognised(heading: str) -> Heading | None:
    """The column that a heading means, or None where it is not known.

    >>> recognised("Средства бюджета, тыс. руб.")
    Heading(column='awarded', factor=1000.0, currency='RUB', general=False, clear=True)
    >>> recognised("Шкаф") is None
    True
    """
    whole = bare(heading)
    if column := _known().get(whole):
        return Heading(column, general=whole in GENERAL)
    units: list[str] = []

    def take(brackets: re.Match[str]) -> str:
        inside = _pieces(brackets[0])
        if not _is_unit(inside):
            return brackets[0]
        units.extend(inside)
        return " "

    pieces = _pieces(_IN_BRACKETS.sub(take, heading))
    tail = len(pieces)
    while tail and (pieces[tail - 1] in _UNIT_WORDS or pieces[tail - 1] in _JOINING):
        tail -= 1
    if _is_unit(pieces[tail:]):
        units.extend(pieces[tail:])
        pieces = pieces[:tail]
    name = "".join(pieces)
    column = _known().get(name, "")
    if not units or not column or APPLICATION[column].type != "money":
        return None
    factors = {FACTOR_OF_WORD[unit] for unit in units if unit in FACTOR_OF_WORD} or {1.0}
    currencies = {CURRENCY_OF_WORD[unit] for unit in units if unit in CURRENCY_OF_WORD} or {""}
    clear = len(factors) == 1 and len(currencies) == 1
    return Heading(column, max(factors), max(currencies), general=name in GENERAL, clear=clear)


def meaning(heading: str, own: UserMapping) -> Heading | None:
    """The column that a heading means: by the user's own mapping, else by what is known of headings.

    >>> meaning("Шкаф", NO_MAPPING) is None
    True
    """
    del own
    return recognised(heading)


Unit = tuple[float, str]
"""What an amount is counted in: its factor (1000 for thousands), and its currency if named."""


def units_stated(text: str) -> set[Unit]:
    """The units that a title above a table gives its money; none for an amount («500 тыс. рублей на проекты»).

    >>> units_stated("Заказ на проекты, тыс. руб."), units_stated("Призы по 500 тыс. руб.")
    ({(1000.0, 'RUB')}, set())
    """
    pieces = _pieces(text)
    found: set[Unit] = set()
    place = 0
    while place < len(pieces):
        end = place
        while end < len(pieces) and pieces[end] in _UNIT_WORDS:
            end += 1
        words = pieces[place:end]
        if words and _states(words, before=pieces[place - 1] if place else "", alone=len(words) == len(pieces)):
            currency = next((CURRENCY_OF_WORD[word] for word in words if word in CURRENCY_OF_WORD), "")
            factors = {FACTOR_OF_WORD[word] for word in words if word in FACTOR_OF_WORD} or {1.0}
            found |= {(factor, currency) for factor in factors}
        place = max(end, place + 1)
    return found


def _states(unit: list[str], *, before: str, alone: bool) -> bool:
    if before[-1:].isdigit() or before in _ONE_AMOUNT or unit[0] in _ONE_AMOUNT or not _is_unit(unit):
        return False
    both = any(word in FACTOR_OF_WORD for word in unit) and any(word in CURRENCY_OF_WORD for word in unit)
    return both or alone or before in _JOINING


def _is_unit(pieces: list[str]) -> bool:
    words = [piece for piece in pieces if piece not in _JOINING]
    known = all(word in _UNIT_WORDS for word in words)
    return known and bool(words) and (len(words) > 1 or words[0] not in _WEAK_UNITS or words[0] in ("р", "p"))


def known_columns(headings: list[str], *, own: UserMapping = NO_MAPPING) -> int:
    """How many different columns a row of headings names.

    >>> known_columns(["Год", "Организация", "Шкаф", "Заявитель"])
    2
    """
    return len({found.column for heading in headings if (found := meaning(heading, own))})
