"""The closed lists in the words of those who fill in a table: statuses, kinds of organisation, themes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from partnerlab.model import APPLICATION, ETHNIC_RELATIONS, THEME_SEPARATOR
from partnerlab.sources.cells import Reading, is_blank, says_none, spaced
from partnerlab.sources.cells.spelling import bare

_LISTED = re.compile(r"[;\r\n]+")
_STROKE = re.compile(r"(?<![иИ])/(?!или)")  # «и/или» is one word

RULE_OF = {
    "status": "unknown_status",
    "organisation_kind": "unknown_kind",
    "tier": "unknown_tier",
    "customer_sphere": "unknown_sphere",
    "followup_status": "unknown_followup",
    "intake": "unknown_intake",
}
"""Which check a word outside the list fails."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {
        "submitted": "подана; заявка подана; подано; на рассмотрении; рассматривается; зарегистрирована; "
        "принята; заявка принята; received; pending; under review; applied; registered; "
        "awaiting decision; decision pending",
        "admitted": "допущена; допущен; допущено; допущена к конкурсу; допущен к конкурсу; допущена к "
        "участию; eligible; shortlisted; accepted for review",
        "rejected": "отклонена; отклонен; отклонено; не допущена; не допущен; не допущено; недопущен; "
        "недопущена; не допущена к конкурсу; не допущен к конкурсу; снята с конкурса; не соответствует; "
        "отказ в допуске; ineligible; not admitted; not eligible; declined at admission",
        "won": "победитель; победила; победил; поддержан; поддержана; поддержано; выиграл; выиграла; "
        "победа; одобрен; одобрена; поддержать; рекомендован к поддержке; "
        "рекомендован к финансированию; грант присужден; победитель конкурса; признан победителем; winner; "
        "awarded; funded; supported; approved; granted; successful",
        "lost": "не поддержан; не поддержана; не поддержано; не победитель; не победил; не победила; "
        "проиграл; проиграла; не прошел; не прошла; не прошел конкурс; не выиграл; не выиграла; отказ; "
        "отказано; не поддержать; не рекомендован к поддержке; "
        "not supported; not awarded; not funded; unsuccessful; loser; declined; refused; not a "
        "winner",
        "withdrawn": "отозвана; отозван; отозвано; заявка отозвана; отказ заявителя; снята заявителем; "
        "самоотвод; withdrawn by applicant; cancelled; canceled",
        "contracted": "договор заключен; заключен договор; договор подписан; договор; реализуется; в "
        "реализации; contract signed; contract; in progress; under way",
        "reported": "отчет принят; отчет сдан; сдан отчет; отчитался; отчиталась; завершен; завершена; реализован; "
        "реализована; выполнен; report accepted; completed; complete; finished; implemented",
    },
    "organisation_kind": {
        "ngo": "нко; ано; общественная организация; общественное объединение; общественное движение; "
        "сонко; со нко; некоммерческая организация; автономная некоммерческая организация; фонд; "
        "благотворительный фонд; роо; моо; гоо; оо; пгоо; проо; региональная общественная организация; "
        "местная общественная организация; городская общественная организация; некоммерческое "
        "партнерство; нп; союз; ассоциация; npo; non-profit; nonprofit; charity; foundation; association; "
        "non-governmental organisation",
        "otos": "отос; тос; территориальное общественное самоуправление; совет тос; совет самоуправления; "
        "орган территориального общественного самоуправления; орган тос; совет микрорайона; совет отос; "
        "neighbourhood body; territorial self-government; neighborhood body; tos",
        "municipal": "муниципальная; муниципальное учреждение; муниципальная организация; муниципальный; "
        "му; мбу; мау; мку; моу; мбоу; маоу; бюджетное учреждение; государственное учреждение; школа; "
        "municipal institution; school; public institution",
        "business": "бизнес; предприятие; коммерческая; коммерческая организация; ооо; зао; оао; пао; ао; "
        "ип; предприниматель; индивидуальный предприниматель; company; commercial; enterprise",
        "religious": "религиозная; религиозная организация; приход; община; религиозное объединение; "
        "church; religious organisation; religious organization; parish",
        "other": "другая; другое; другие; прочее; прочие; прочая; иное; иная; инициативная группа; "
        "физическое лицо; тсж; жск; профсоюз; individual; informal group",
    },
    "tier": {
        "district": "районный; районная; район; районный конкурс; local; district contest",
        "city": "городской; городская; город; городской конкурс; муниципальный; municipal; city contest; town",
        "regional": "областной; областная; региональный; краевой; край; область; областной конкурс; "
        "краевой конкурс; региональный конкурс; region; regional contest; provincial",
    },
    "customer_sphere": {
        "budget": "бюджет; бюджетная; бюджетная сфера; бюджетный; администрация; город; public; city; "
        "budget sphere; public sector",
        "business": "бизнес; коммерческая; предприятие; сфера бизнеса; бизнес-сфера; внебюджетная; "
        "private; company; private sector; commercial",
    },
    "followup_status": {
        "continues_funded_otherwise": "продолжается за счет других средств; продолжается на другие "
        "средства; продолжается при другом финансировании; найдено другое финансирование; другое "
        "финансирование; continues with other funding; other funding; funded otherwise",
        "continues_own_means": "продолжается своими силами; продолжается за свой счет; продолжается на "
        "свои средства; продолжается на собственные средства; на собственные средства; на свои средства; "
        "своими силами; собственными силами; за счет собственных средств; продолжается "
        "собственными силами; continues by own means; own means; continues on own funds",
        "continues_partly": "продолжается частично; частично продолжается; частично; продолжается в "
        "части; continues in part; partly; partially; continues partially",
        "ended": "завершен; завершился; прекращен; прекратился; закончен; закончился; не продолжается; "
        "закрыт; finished; stopped; closed; does not continue; discontinued",
        "unknown": "неизвестно; нет данных; нет сведений; не известно; н/д; не ответили; no data; not "
        "known; no answer; no reply",
    },
    "intake": {
        "yearly": "раз в год; один раз в год; ежегодно; ежегодный; ежегодный прием; once a year; annual; annually",
        "rolling": "постоянно; постоянный; постоянный прием; текущий; постоянно текущий; постоянно текущий конкурс; "
        "в течение года; круглый год; круглогодично; continuous; all year; all the year round; open call",
    },
}
"""What people write for each word of a closed list, beside the word itself; `;` between several."""

THEME_WORDS: Mapping[str, str] = {
    ETHNIC_RELATIONS: "межнациональные отношения; национальные отношения; национальные вопросы; "
    "национальный вопрос; межнациональное согласие; межэтническое согласие; межэтнические отношения; "
    "межэтнические/межнациональные отношения; межнациональные/межэтнические отношения; межнациональные и "
    "межэтнические отношения; гармонизация межнациональных отношений; гармонизация межэтнических отношений; "
    "гармонизация межэтнических/межнациональных отношений; гармонизация межнациональных/межэтнических "
    "отношений; гармонизация межнациональных и межэтнических отношений; гармонизация межэтнических и "
    "межнациональных отношений; развитие национальных отношений; межнациональные; национальная политика; по "
    "национальным вопросам; ethnic relations; ethnic issues; interethnic relations; inter-ethnic relations; "
    "ethnic",
}
"""Words for the themes that a metric asks for; all others stay as typed."""


@cache
def _known(column: str) -> Mapping[str, str]:
    listed = {bare(text): word for word, texts in WORDS[column].items() for text in texts.split(";")}
    return listed | {bare(word): word for word in APPLICATION[column].choices}


@cache
def _known_themes() -> Mapping[str, str]:
    listed = {bare(text): theme for theme, texts in THEME_WORDS.items() for text in texts.split(";")}
    return listed | {bare(theme): theme for theme in THEME_WORDS}


def read_choice(text: str, *, column: str) -> Reading[str]:
    """The word of a closed list that a cell means.

    >>> read_choice("Не допущена", column="status").value, read_choice("ура", column="status").rule
    ('rejected', 'unknown_status')
    """
    if is_blank(text):
        return Reading(None)
    word = _known(column).get(bare(text))
    return Reading(word) if word else Reading(None, RULE_OF[column])


def read_themes(text: str) -> Reading[str]:
    """The themes of a project, `;` between them; a theme that no metric asks for stays as typed.

    Between themes may stand `;`, a line break, a comma or a stroke.

    >>> read_themes("Межнациональные отношения, спорт").value
    'ethnic_relations;спорт'
    """
    if is_blank(text):
        return Reading(None)
    if says_none(text):
        return Reading(None, "said_missing")
    return Reading(THEME_SEPARATOR.join(dict.fromkeys(_themes(text))) or None)


def _themes(text: str) -> list[str]:
    """The themes that a text names; a known one may hold a separator, and a comma may stand inside an unknown one."""
    if known := _known_themes().get(bare(text)):
        return [known]
    parts = _LISTED.split(text)
    if len(parts) > 1:
        return [theme for part in parts for theme in _listed_exactly(part)]
    return [theme for part in text.split(",") for theme in _with_strokes(part)]


def _listed_exactly(text: str) -> list[str]:
    """A theme with its commas, where other separators stand between themes; unless a known theme is between commas."""
    parts = _themes(text)
    return parts if len(parts) == 1 or set(parts) & set(_known_themes().values()) else _with_strokes(text)


def _with_strokes(text: str) -> list[str]:
    if known := _known_themes().get(bare(text)):
        return [known]
    return [_known_themes().get(bare(part), spaced(part)) for part in _STROKE.split(text) if part.strip()]
