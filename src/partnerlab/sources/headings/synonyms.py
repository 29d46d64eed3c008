"""What people write over the columns of a table of applications, in Russian, English, French and Polish."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.model import SYNTHETIC

SYNONYMS: Mapping[str, str] = {
    "application_id": "номер заявки; № заявки; номер проекта; № проекта; регистрационный номер; рег. "
    "номер; рег. №; регистрационный номер заявки; регистрационный №; шифр заявки; код заявки; код "
    "проекта; id заявки; ид заявки; id; application no; application number; application id; application; "
    "project id; project number; grant id; identifier; reference; reference number; входящий номер; вх. номер; "
    "ref; ref no; вх. №; numéro de dossier; numéro de la demande; référence; numer wniosku; nr wniosku; "
    "numer oferty; nr oferty; numer projektu; nr projektu",
    "year": "год; год конкурса; год проведения; год проведения конкурса; год подачи; год заявки; год "
    "реализации; contest year; year of contest; year of the contest; award year; grant year; application "
    "year; année; exercice; exercice budgétaire; rok; rok konkursu; rok budżetowy",
    "contest": "конкурс; название конкурса; наименование конкурса; contest name; competition; programme; "
    "program; grant programme; программа; dispositif; appel à projets; nom du dispositif; konkurs; nazwa konkursu; "
    "program grantowy; название грантовой программы",
    "edition": "номер конкурса; № конкурса; очередь конкурса; выпуск конкурса; который конкурс; contest "
    "number; contest edition; round",
    "tier": "уровень; уровень конкурса; статус конкурса; level; contest level; contest tier",
    "organisation_id": "инн; огрн; инн организации; огрн организации; инн заявителя; огрн заявителя; "
    "инн/огрн; огрн/инн; инн нко; огрн нко; налоговый номер; siret; siren; n° siret; numéro siret; nip; krs; regon; "
    "numer krs; tax id; tax number; inn; ogrn; vat number; organisation id; "
    "organization id; organisation number; charity number; company number; организация инн",
    "organisation": "организация; заявитель; организация заявитель; наименование организации; название "
    "организации; полное наименование организации; наименование заявителя; название заявителя; полное "
    "наименование; исполнитель; исполнитель проекта; организация исполнитель; наименование нко; название "
    "нко; наименование нко претендента; нко; претендент; грантополучатель; получатель; получатель гранта; "
    "получатель субсидии; участник; участник конкурса; общественное объединение; "
    "организация участник; organization; organisation name; organization name; applicant; applicant name; "
    "grantee; recipient; recipient name; grantee name; performer; ngo; name of organisation; name of "
    "organization; название организации заявителя; наименование организации заявителя; наименование получателя; "
    "организация исполнитель проекта; bénéficiaire; nom du bénéficiaire; association; nom de l'association; "
    "organisme; organizacja; nazwa organizacji; wnioskodawca; nazwa wnioskodawcy; oferent; nazwa oferenta; "
    "beneficjent",
    "organisation_kind": "вид организации; тип организации; организационно-правовая форма; опф; форма "
    "организации; категория организации; категория заявителя; тип заявителя; вид заявителя; правовая "
    "форма; kind of organisation; kind of organization; organisation type; organization type; type of "
    "organisation; organization kind; applicant type; legal form; forme juridique; type de structure; forma prawna",
    "title": "название проекта; наименование проекта; проект; тема проекта; название; наименование; "
    "project title; project name; name of project; title of project; социальный проект; название социального "
    "проекта; наименование социального проекта; name of the project; projet; intitulé du projet; titre du projet; "
    "nom du projet; objet de la subvention; projekt; nazwa projektu; tytuł projektu; tytuł zadania; nazwa zadania; "
    "tytuł zadania publicznego",
    "line": "проектная линия; линия; линия проекта; направление конкурса; вид проекта; тип проекта; "
    "contest line; project type; type of project; funding line",
    "nomination": "номинация; номинация конкурса; nomination name; category; категория; award category; "
    "catégorie; kategoria",
    "district": "район; район города; район реализации; район реализации проекта; территория; территория "
    "реализации; территория реализации проекта; административный район; муниципальный район; city "
    "district; project district; area; borough; ward; quartier; arrondissement; dzielnica; okręg",
    "direction": "направление; направление проекта; направление деятельности; направление программы; "
    "приоритетное направление; грантовое направление; programme direction; focus area; strategic area; stratarea; "
    "axe; obszar; obszar zadania",
    "themes": "тема; темы; тематика; тематика проекта; темы проекта; theme; topic; topics; project themes; subject; "
    "thème; thématique; tematyka; temat",
    "status": "статус; статус заявки; статус проекта; результат; результат конкурса; результат "
    "рассмотрения; итог; итог конкурса; решение; решение комиссии; решение конкурсной комиссии; "
    "состояние; result; outcome; decision; application status; project status; итоги рассмотрения; итоги конкурса; "
    "statut; résultat; décision; statut de la demande; wynik; decyzja; status wniosku; status oferty; "
    "победитель; победила; победил; признан победителем; поддержан; поддержана; поддержано; winner; is winner; won; "
    "selected; supported; funded",
    "requested": "размер запрашиваемого гранта; сумма запрашиваемого гранта; размер запрашиваемой субсидии; "
    "запрашиваемая сумма; запрошенная сумма; запрошено; сумма запроса; запрос; запрашиваемые "
    "средства; запрашиваемый размер гранта; запрашиваемая сумма гранта; сумма заявки; запрошено из "
    "бюджета; запрашиваемая сумма субсидии; запрошенные средства; запрашиваемый размер субсидии; "
    "запрашиваемые средства бюджета; amount requested; requested amount; amount applied for; asked; "
    "applied for; request; sum requested; grant requested; запрашивается; запрошенный размер гранта; запрошенная сумма "
    "гранта; запрашиваемая сумма финансирования; requested grant; requested sum; montant demandé; subvention demandée; "
    "montant sollicité; kwota wnioskowana; wnioskowana kwota; wnioskowana kwota dotacji; wnioskowana dotacja",
    "awarded": "сумма гранта; размер гранта; грант; выделено; выделено из бюджета; выделенная сумма; "
    "выделяемая сумма; выделенные средства; средства бюджета; бюджетные средства; бюджет; сумма субсидии; "
    "размер субсидии; субсидия; сумма финансирования; объем финансирования; финансирование; "
    "профинансировано; присуждено; присужденная сумма; одобренная сумма; сумма; сумма выделенных средств; "
    "размер выделенных средств; средства городского бюджета; средства бюджета города; сумма договора; "
    "amount awarded; awarded amount; award; award amount; grant; grant amount; granted; budget; budget "
    "money; amount; amount granted; sum awarded; city budget; предоставленная сумма; предоставленная субсидия; "
    "размер предоставленного гранта; утвержденная сумма; утвержденная сумма гранта; montant; montant accordé; "
    "montant attribué; montant de la subvention; subvention; subvention accordée; subvention attribuée; kwota; kwota "
    "dotacji; przyznana kwota; przyznana dotacja; kwota przyznana; kwota przyznanej dotacji; dotacja",
    "business": "средства бизнеса; средства заказчика бизнеса; средства заказчиков бизнеса; деньги "
    "бизнеса; средства предприятий; спонсорские средства; средства спонсоров; средства бизнес-заказчиков; "
    "business funds; business funding; money from business; business customers money; sponsor money",
    "attracted": "привлеченные средства; привлечено; привлеченная сумма; средства, привлеченные "
    "исполнителями; средства привлеченные исполнителем; софинансирование; сумма софинансирования; "
    "собственный вклад; собственные средства; собственные и привлеченные средства; внебюджетные средства; "
    "вклад организации; размер софинансирования; вклад заявителя; привлечено исполнителями; attracted "
    "funds; attracted money; amount attracted; cofunding; co-funding; co-financing; cofinancing; match "
    "funding; matched funding; leveraged; own contribution; raised; money raised; sum attracted; собственный вклад "
    "организации; собственный вклад заявителя; объем софинансирования; cofinancement; fonds propres; autofinancement; "
    "wkład własny; środki własne; współfinansowanie",
    "attracted_cash": "привлечено деньгами; привлеченные денежные средства; денежный вклад; "
    "софинансирование деньгами; cash contribution; attracted cash; co-funding in cash; wkład własny finansowy; wkład "
    "finansowy",
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
    "израсходовано; использовано; исполнено; amount spent; expenditure; sum spent; wydatkowano; montant dépensé",
    "returned": "возвращено; возврат; возврат средств; возвращено в бюджет; остаток возвращен; сумма "
    "возврата; amount returned; refunded; paid back",
    "start": "дата начала; начало проекта; начало реализации; дата начала проекта; дата начала "
    "реализации; начало; срок начала; start date; project start; planned start; begin; date de début; début du projet; "
    "data rozpoczęcia; początek realizacji",
    "end": "дата окончания; окончание проекта; окончание реализации; дата окончания проекта; дата "
    "завершения; дата окончания реализации; конец проекта; окончание; завершение проекта; planned end; "
    "project end; finish; end date; дата завершения проекта; срок окончания; date de fin; fin du projet; data "
    "zakończenia; koniec realizacji",
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
"""What people write over a column of applications, beside its own name; `;` between several.

A false friend is left out: «Name» is a project's or an organisation's, a contract's number is no application's.
"""

GENERAL = frozenset(
    bare_word
    for bare_words in (
        "сумма amount название наименование полноенаименование проект программа конкурс грант финансирование",
        "категория category application бюджет budget участник id grant award окончание начало исполнитель",
        "montant subvention projet association dispositif organisme kwota dotacja projekt kategoria запрос request",
    )
    for bare_word in bare_words.split()
)
"""Headings that give way where another heading of the table says the same more exactly."""

CURRENCY_HEADINGS = frozenset(("валюта", "currency", "кодвалюты", "currencycode"))
"""Headings of a column that names the currency of the money beside it."""
SERVICE = CURRENCY_HEADINGS | {SYNTHETIC}
"""Headings that are no column of the table and yet known: of the currency, and the mark of a made-up sample."""
