"""The words that names of organisations are made of: legal forms, levels, places, and words that many names share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_ENDING = re.compile(
    "(?:иями|ией|иях|иям|ями|ами|ого|его|ому|ему|ыми|ими|ия|ии|ий|ию|ие|ая|яя|ое|ее|ые|ый|ой|ей|ых|их|ым|им|ую|юю"
    "|ам|ям|ах|ях|ов|ев|ом|ем|[аяоеыиуюьй])$"
)
_CYRILLIC_WORD = re.compile("[а-я]+")


@cache
def stem(word: str) -> str:
    """A Russian word without its ending, so that its cases are alike; any other word as it is.

    >>> stem("организация") == stem("организаций"), stem("trust")
    (True, 'trust')
    """
    if len(word) < 5 or not _CYRILLIC_WORD.fullmatch(word):
        return word
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= 4 else word[: max(4, len(cut))]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, _words(words)))


SILENT = _words(
    "и в во на по за для с со о об от при к из у имени им г гор город города городе городу пос поселок поселка п с "
    "село село села д деревня деревни обл область области край края крае республика республики респ район районе "
    "района "
    "районный ул улица улицы пр проспект проспекта округ округа ао рф россия россии российской федерации федерация "
    "юридическое лицо организация организации организаций объединение объединения орг некоммерческая некоммерческой "
    "the of and for in a an de la le les du des et d l w i z na dla"
)
"""Words that say nothing of who it is."""

ABBREVIATIONS: Mapping[str, str] = {
    "обществ": "общественная",
    "общ": "общественная",
    "благотв": "благотворительный",
    "благ": "благотворительный",
    "некомм": "некоммерческая",
    "соц": "социальный",
    "молод": "молодежный",
    "мол": "молодежный",
    "рег": "региональная",
    "авт": "автономная",
    "терр": "территориальное",
    "муниц": "муниципальное",
    "св": "святого",
    "мкр": "микрорайон",
    "мкрн": "микрорайон",
    "мрн": "микрорайон",
    "рн": "район",
    "отд": "отделение",
    "сош": "школа",
    "оош": "школа",
    "дс": "детский сад",
    "нка": "национально культурная автономия",
    "вои": "всероссийское общество инвалидов",
    "вос": "всероссийское общество слепых",
    "вог": "всероссийское общество глухих",
    "спб": "санкт петербургская",
    "co": "company",
    "assoc": "association",
    "assn": "association",
    "asso": "association",
    "org": "organisation",
    "organization": "organisation",
    "centre": "center",
    "st": "saint",
    "ste": "saint",
    "comm": "community",
    "dev": "development",
    "stow": "stowarzyszenie",
}
"""Words cut short, in full."""

FORMS: Mapping[str, str] = {
    **dict.fromkeys(("ано", "анко", "аноо"), "ано"),
    **dict.fromkeys(("но", "нко", "дпо", "соо", "сонко"), ""),
    **dict.fromkeys(("нп", "партнерство", "партнерства"), "партнерство"),
    **dict.fromkeys(("бф", "фонд", "фонда", "фонду", "нф"), "фонд"),
    **dict.fromkeys(("ооо", "зао", "оао", "пао"), "общество"),
    "ип": "предприниматель",
    **dict.fromkeys(("тос", "отос", "тоса"), "тос"),
    **dict.fromkeys(("тсж", "тсн"), "товарищество"),
    **dict.fromkeys(("учреждение", "учреждения", "чу"), "учреждение"),
    **dict.fromkeys(("движение", "движения"), "движение"),
    **dict.fromkeys(
        ("ngo", "npo", "npc", "npt", "ltd", "limited", "pty", "inc", "cc", "plc", "cic", "cio", "nonprofit"), ""
    ),
    **dict.fromkeys(("company", "organisation", "section", "registered", "reg", "rf", "soc"), ""),
    **dict.fromkeys(("trust", "fund"), "trust"),
    **dict.fromkeys(("foundation", "fondation", "fundacja", "fundacji"), "foundation"),
    **dict.fromkeys(("association", "stowarzyszenie", "stowarzyszenia"), "association"),
}
"""A word that is a legal form, and the kind of form; empty where it tells none from another."""

_PUBLIC = re.compile("(?:[псмкнвучтяобще]|ек|ни|св)?(?P<scope>[ргкм])?[мдбжс]?оо[ивб]?")
_INSTITUTION = re.compile("(?:м|г|фг|кг|кр|ч|н)(?:б|а|к)?(?:д|н|с|п)?о?у(?:к|з|до|дод|дк|со|сон|с|дпо|впо)?")
_SCOPE_OF_LETTER = {"р": "region", "к": "region", "г": "city"}


@cache
def abbreviated_form(word: str) -> tuple[str, str] | None:
    """The kind of legal form and the level that letters stand for; None where they are none.

    >>> abbreviated_form("пгоо"), abbreviated_form("мбоу"), abbreviated_form("зоопарк")
    (('общественная', 'city'), ('учреждение', ''), None)
    """
    if word in FORMS or len(word) < 2:
        return None
    if public := _PUBLIC.fullmatch(word):
        return "общественная", _SCOPE_OF_LETTER.get(public["scope"] or "", "")
    return ("учреждение", "") if len(word) > 2 and _INSTITUTION.fullmatch(word) else None


COMBINED_FORMS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("ано", _stems("автономная некоммерческая"), frozenset()),
    ("общественная", _stems("общественная организация"), frozenset()),
    ("общественная", _stems("общественное объединение"), frozenset()),
    ("движение", _stems("общественное движение"), frozenset()),
    ("партнерство", _stems("некоммерческое партнерство"), frozenset()),
    ("фонд", _stems("благотворительный фонд"), frozenset()),
    ("фонд", _stems("общественный фонд"), frozenset()),
    ("общество", _stems("ограниченной ответственностью"), _stems("общество")),
    ("предприниматель", _stems("индивидуальный предприниматель"), frozenset()),
    ("тос", _stems("территориальное самоуправление"), _stems("общественное совет комитет орган микрорайон")),
    ("тос", frozenset(("тос",)), _stems("общественное совет комитет орган микрорайон")),
    ("тос", frozenset(("отос",)), _stems("совет комитет орган")),
    (
        "учреждение",
        _stems("муниципальное учреждение"),
        _stems("бюджетное автономное казенное образовательное общеобразовательное дошкольное дополнительного культуры"),
    ),
    ("учреждение", _stems("государственное учреждение"), _stems("бюджетное автономное казенное образовательное")),
    ("учреждение", _stems("частное учреждение"), frozenset()),
    ("товарищество", _stems("товарищество собственников"), _stems("жилья недвижимости")),
    ("", _stems("дополнительного профессионального образования"), frozenset()),
)
"""The kind of a legal form, the words that state it together, and words that then say nothing besides."""

SCOPES: Mapping[str, str] = {
    stem(word): level
    for level, words in (
        ("country", "всероссийский общероссийский российский federal national"),
        ("regions", "межрегиональный"),
        ("region", "региональный краевой областной республиканский окружной regional provincial"),
        ("city", "городской муниципальный местный"),
        ("district", "районный"),
        ("world", "международный international"),
    )
    for word in words.split()
}
"""Words that say how far an organisation reaches, and the level."""

_PLACES = (
    "пермь пермский прикамье прикамский",
    "москва московский",
    "петербург петербургский санкт",
    "кунгур кунгурский",
    "березники березниковский",
    "соликамск соликамский",
    "чусовой чусовский",
    "лысьва лысьвенский",
    "краснокамск краснокамский",
    "добрянка добрянский",
    "чайковский",
    "кудымкар кудымкарский",
    "адыгея адыгейский майкоп майкопский",
    "алтай алтайский барнаул барнаульский",
    "башкортостан башкирия башкирский уфа уфимский",
    "бурятия бурятский улан удэ",
    "дагестан дагестанский махачкала",
    "ингушетия ингушский",
    "калмыкия калмыцкий элиста",
    "карелия карельский петрозаводск петрозаводский",
    "коми сыктывкар сыктывкарский",
    "крым крымский",
    "мордовия мордовский саранск саранский",
    "якутия якутский якутск саха",
    "осетия осетинский владикавказ",
    "татарстан татарстанский татарский казань казанский",
    "тыва тувинский кызыл",
    "удмуртия удмуртский ижевск ижевский",
    "хакасия хакасский абакан",
    "чечня чеченский грозный",
    "чувашия чувашский чебоксары чебоксарский",
    "забайкальский чита читинский",
    "камчатка камчатский",
    "краснодар краснодарский кубань кубанский",
    "красноярск красноярский",
    "приморский приморье владивосток владивостокский",
    "ставрополь ставропольский ставрополье",
    "хабаровск хабаровский",
    "амурский благовещенск",
    "архангельск архангельский",
    "астрахань астраханский",
    "белгород белгородский",
    "брянск брянский",
    "владимирский",
    "волгоград волгоградский",
    "вологда вологодский",
    "воронеж воронежский",
    "иваново ивановский",
    "иркутск иркутский",
    "калининград калининградский",
    "калуга калужский",
    "кемерово кемеровский кузбасс",
    "кострома костромской",
    "курган курганский",
    "курск курский",
    "липецк липецкий",
    "магадан магаданский",
    "мурманск мурманский",
    "нижегородский нижний новгород",
    "новгородский великий",
    "новосибирск новосибирский",
    "омск омский",
    "оренбург оренбургский оренбуржье",
    "орловский",
    "пенза пензенский",
    "псков псковский",
    "ростов ростовский",
    "рязань рязанский",
    "самара самарский",
    "саратов саратовский",
    "сахалин сахалинский",
    "свердловский екатеринбург екатеринбургский",
    "смоленск смоленский",
    "тамбов тамбовский",
    "тверь тверской",
    "томск томский",
    "тула тульский",
    "тюмень тюменский",
    "ульяновск ульяновский",
    "челябинск челябинский",
    "ярославль ярославский",
    "тольятти тольяттинский",
    "сочи сочинский",
    "сибирь сибирский",
    "урал уральский",
)
PLACES: Mapping[str, str] = {
    stem(word): words.split()[0] for words in _PLACES for word in words.split() if word not in ("великий", "нижний")
}
"""Words of places, with what they are counted as: a city and its region are one."""

WEAK = _stems("общественный благотворительный молодежный детский женский социальный православный добровольный")
"""Words that one writes before a name and another leaves out; inside quotation marks they belong to it."""

OFFICIAL = _stems(
    "некоммерческий самоуправление территориальный автономный частный муниципальный бюджетный казенный образовательный "
    "общеобразовательный средний государственный"
)
"""Words of official forms, which say nothing of who it is."""

BRANCHES = _stems("филиал отделение представительство ячейка первичный подразделение branch")
"""Words that make a part of an organisation another one."""

GENERIC = (
    BRANCHES
    | _stems(
        "центр клуб совет союз общество ассоциация комитет дом дворец школа гимназия лицей сад музей библиотека театр "
        "студия ансамбль хор команда федерация лига палата агентство институт академия университет колледж ветеран "
        "ветеранов инвалид инвалидов пенсионер пенсионеров женщина женщин молодежь молодежи семья семьи дети детей "
        "ребенок "
        "юность труд труда война войны боевой действий афганистан поддержка развитие содействие помощь защита право "
        "прав "
        "человек человека потребитель потребителей предприниматель предпринимателей социальный культура культурный "
        "спорт "
        "спортивный физический физкультура здоровье образование просвещение экология экологический творчество "
        "творческий искусство инициатива инициатив гражданский общественный проект программа ресурсный информационный "
        "правовой реабилитация реабилитационный адаптация национальный автономия микрорайон двор многодетный "
        "многодетных "
        "родитель родителей воин воинов слепой слепых глухой глухих матери мать жители жителей ученый сила вооруженный "
        "детство детский молодежный женский благотворительный благотворительность православный приход храм церковь "
        "местный лицо служба сообщество движение фестиваль конкурс союз профсоюз работник журналист журналистов "
        "писатель "
        "художник композитор архитектор кинематографист охрана природа памятник история краеведение исследование "
        "научный технический техника технология управление экономика бизнес межнациональный дружба народ народов "
        "русский "
        "татарский еврейский армянский немецкий азербайджанский узбекский таджикский"
    )
    | _words(
        "primary secondary high school college community development project center club centre society church women "
        "youth "
        "children child care home homes home based aged old age art arts culture cultural sport sports council union "
        "league "
        "development disabled people support group saint early learning education educational training creche "
        "preschool "
        "day drop public special playgroup group kindergarten combined health welfare services service museum "
        "theatre university academy institute municipality district local football "
        "rugby cricket netball athletic boxing association trust foundation"
    )
)
"""Words that many names share: they must agree, and do not tell who it is."""

SUPPORTING = frozenset(("фонд", "trust", "foundation", "association"))
"""Forms of bodies that stand beside an institution and bear its name."""

INSTITUTIONS = _stems(
    "школа гимназия лицей университет институт академия музей театр библиотека храм церковь больница"
) | (_words("school university college academy museum theatre hospital church library"))
"""Institutions beside which a foundation of the same name may stand."""

SOUND_ALIKE = frozenset(
    frozenset(pair)
    for pair in _words("оа еи ие эе ыи яи яе уо зс дт бп гк вф жш шщ сц йи ъь ёе")
    if len(set(pair)) == 2
)
"""Letters that are written for each other by ear."""
