"""The standards that a file of grants may follow: their headings, and what follows from them.

360Giving: github.com/ThreeSixtyGiving/standard, the spreadsheet's titles. SCDL: github.com/betagouv, the schema of
«Subventions» 2.1.1. Pabulib: the table of projects in its files. The Presidential Grants Fund: the headings of its open
data (passport 1.1, 17 columns) and of its projects' pages, whose «Cофинансирование» begins with a Latin letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from partnerlab.model import APPLICATION
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.headings.mapping import UserMapping


@dataclass(frozen=True)
class Standard:
    """A way to write a table of grants that many keep to.

    `columns` gives for a column of the model the headings that may hold it: the first that is there does. `telling`
    are headings that hardly anyone else uses; a table with `least` of them follows the standard.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    telling: tuple[str, ...]
    least: int = 3
    currency: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings of the standard that matter here, as it spells them."""
        taken = [heading for headings in self.columns.values() for heading in headings]
        return tuple(dict.fromkeys((*taken, *self.telling, *self.others)))

    def follows(self, spelt: Iterable[str]) -> bool:
        """Whether a table with these headings, spelt bare, follows the standard."""
        return len({bare(heading) for heading in self.telling} & set(spelt)) >= self.least

    def mapping(self, spelt: Iterable[str]) -> UserMapping:
        """What the standard says of a table's headings, as if the user had said it."""
        there = set(spelt)
        columns: dict[str, str] = dict.fromkeys(self.headings, "")
        for column, headings in self.columns.items():
            first = next((heading for heading in headings if bare(heading) in there), None)
            if first is not None:
                columns[first] = column
        money = [heading for heading, column in columns.items() if column and APPLICATION[column].type == "money"]
        units = dict.fromkeys(money, (1.0, self.currency)) if self.currency else {}
        return UserMapping(columns=columns, units=units, words=self.words, standard=self.name)


GIVING = Standard(
    "360Giving",
    {
        "application_id": ("Identifier",),
        "year": ("Award Date",),
        "contest": ("Grant Programme:Title",),
        "organisation_id": ("Recipient Org:Identifier",),
        "organisation": ("Recipient Org:Name",),
        "title": ("Title",),
        "district": ("Beneficiary Location:Name",),
        "themes": ("Classifications:Title",),
        "requested": ("Amount Applied For",),
        "awarded": ("Amount Awarded",),
        "start": ("Planned Dates:Start Date", "Actual Dates:Start Date"),
        "end": ("Planned Dates:End Date", "Actual Dates:End Date"),
    },
    telling=(
        "Recipient Org:Identifier",
        "Recipient Org:Name",
        "Recipient Org:Charity Number",
        "Recipient Ind:Identifier",
        "Recipient Ind:Name",
        "Funding Org:Identifier",
        "Funding Org:Name",
        "Grant Programme:Code",
        "Grant Programme:Title",
        "Planned Dates:Start Date",
        "Planned Dates:Duration (months)",
        "Beneficiary Location:Name",
        "Beneficiary Location:Geographic Code",
    ),
    others=(
        *("Description", "Currency", "Amount Disbursed", "URL", "Planned Dates:Description", "Actual Dates:Title"),
        *("Recipient Org:Company Number", "Recipient Org:Street Address", "Recipient Org:City", "Recipient Org:County"),
        *("Recipient Org:Country", "Recipient Org:Postal Code", "Recipient Org:Description"),
        *("Recipient Org:Web Address", "Recipient Org:Organisation Type", "Recipient Org:Department"),
        *("Recipient Org:Alternate Name", "Recipient Org:Phone Number", "Recipient Org:Email"),
        *("Recipient Org:Contact Name", "Recipient Org:Last Modified", "Beneficiary Location:Country Code"),
        *("Beneficiary Location:Latitude", "Beneficiary Location:Longitude", "Beneficiary Location:Identifier"),
        *("Beneficiary Location:Geographic Code Type", "Beneficiary Location:Description"),
        *("Funding Org:Department", "Grant Programme:URL", "Grant Programme:Description", "From An Open Call?"),
        *("Funding Type:Title", "Funding Type:Code", "Funding Type:Vocabulary", "Classifications:Code"),
        *("Classifications:Vocabulary", "Classifications:Description", "Related Activity", "Related Document:Title"),
        *("Related Document:Web Address", "Last Modified", "Data Source", "For Regrant Type", "Location Scope"),
        *("Planned Dates:Title", "Actual Dates:Duration (months)", "Actual Dates:Description"),
    ),
)

SCDL = Standard(
    "SCDL Subventions 2.1.1",
    {
        "application_id": ("idSubvention",),
        "year": ("exerciceBudgetaire", "dateConvention", "dateDecision"),
        "contest": ("dispositif", "dispositifAide"),
        "organisation_id": ("idBeneficiaire",),
        "organisation": ("nomBeneficiaire",),
        "title": ("objet",),
        "status": ("statutLabel",),
        "requested": ("montantDemande",),
        "awarded": ("montant",),
        "start": ("dateDebut",),
        "end": ("dateFin",),
    },
    telling=(
        *("nomAttribuant", "idAttribuant", "nomBeneficiaire", "idBeneficiaire", "rnaBeneficiaire", "dateConvention"),
        *("referenceDecision", "conditionsVersement", "datesPeriodeVersement", "notificationUE", "idRAE"),
        *("pourcentageSubvention", "exerciceBudgetaire", "montantDemande", "statutLabel", "idSubvention"),
    ),
    currency="EUR",
    words={
        "status": {
            "en cours d'intruction": "submitted",
            "en cours d'instruction": "submitted",
            "attribuée": "won",
            "attribué": "won",
            "ineligible": "rejected",
            "inéligible": "rejected",
            "refusée": "lost",
            "refusé": "lost",
        }
    },
    others=(
        *("nomServiceInstructeur", "idServiceInstructeur", "pluriannualite", "anneesPluriannualite", "dateCreation"),
        *("sousDispositif", "nature", "nomOutilInstruction", "nomOutilVersement", "ej", "cléVersement"),
        *("descriptionConditionsVersement", "cofinancement", "attribuantsCofinanceurs", "idCofinancement"),
        *("evaluationCout", "evaluation", "dateMiseAJour"),
    ),
)

PABULIB = Standard(
    "Pabulib",
    {
        "application_id": ("project_id",),
        "title": ("name",),
        "themes": ("category",),
        "status": ("selected",),
        "requested": ("cost",),
    },
    telling=("project_id", "cost", "votes", "selected", "score"),
    words={"status": {"1": "won", "0": "lost"}},
    others=("target", "beneficiaries", "latitude", "longitude", "description", "proposer"),
)

PRESIDENTIAL = Standard(
    "Фонд президентских грантов",
    {
        "application_id": ("Номер заявки",),
        "contest": ("Конкурс",),
        "organisation_id": ("ИНН", "ОГРН"),
        "organisation": ("Организация",),
        "title": ("Название проекта",),
        "direction": ("Грантовое направление",),
        "status": ("Статус проекта", "Статус"),
        "requested": ("Запрошенная сумма", "Запрашиваемая сумма"),
        "awarded": ("Размер гранта",),
        "attracted": ("Cофинансирование",),
        "start": ("Начало реализации",),
        "end": ("Окончание реализации",),
    },
    telling=(
        *("Грантовое направление", "Запрошенная сумма", "Запрашиваемая сумма", "Общая сумма расходов"),
        *("Общая сумма расходов на реализацию проекта", "Cофинансирование", "Дата решения о гранте", "Рейтинг заявки"),
        *("Оценка результатов", "Информация о нарушениях", "Перечислено Фондом на реализацию проекта"),
    ),
    currency="RUB",
    words={
        "status": {
            "победитель конкурса": "won",
            "проект не получил поддержку": "lost",
            "на независимой экспертизе": "admitted",
        }
    },
    others=("Регион", "Дата подачи", "Сроки реализации"),
)

STANDARDS = (GIVING, SCDL, PABULIB, PRESIDENTIAL)


def standard_of(headings: Iterable[str]) -> Standard | None:
    """The standard that a row of headings follows; None where it follows none.

    >>> standard_of(["project_id", "cost", "votes", "name"]).name
    'Pabulib'
    """
    spelt = {bare(heading) for heading in headings}
    return next((standard for standard in STANDARDS if standard.follows(spelt)), None)


def named(name: str) -> Standard | None:
    """The standard of this name.

    >>> named("360Giving").currency
    ''
    """
    return next((standard for standard in STANDARDS if standard.name == name), None)
