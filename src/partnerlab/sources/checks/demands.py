"""What the standards ask of a file: the columns that must be there, and what may stand in each cell.

SCDL: schema.json of «Subventions» 2.1.1, with two departures: `idServiceInstructeur`, which the schema calls required
and its own valid example does not have, is not asked for; `descriptionConditionsVersement` only where the schema's own
text asks for it. 360Giving: `required` in 360-giving-schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnerlab.sources.headings.standards import GIVING, SCDL


@dataclass(frozen=True)
class Demand:
    """What a standard asks of one column.

    `needed`: the column must be there, and a value in each row; with `only_if` (a heading and its word) only in rows
    that have this word. `listed` are the words that may stand there, `form` the pattern, `example` a cell that has
    it, `longest` the most characters; a number lies from `least` to `most`, if `most` is not 0.
    """

    heading: str
    needed: bool = False
    kind: Literal["text", "number", "date", "siret"] = "text"
    form: str = ""
    example: str = ""
    listed: tuple[str, ...] = ()
    longest: int = 0
    least: float = 0.0
    most: float = 0.0
    only_if: tuple[str, str] | None = None

    @property
    def takes_all(self) -> bool:
        """Whether any text will do, as long as there is one."""
        return self.kind == "text" and not (self.form or self.listed or self.longest)


@dataclass(frozen=True)
class Asked:
    """What a standard asks of a file: of its columns, of groups of which one must be filled, of spelling and order.

    `spelt` are headings that must be written exactly so; `orders` are the orders of columns that it has had.
    """

    demands: tuple[Demand, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    spelt: tuple[str, ...] = ()
    orders: tuple[tuple[str, ...], ...] = ()


_YES_NO = ("oui", "non")
_SIRET = r"[0-9]{14}"
_DAY = "2017-06-27"
_IN_CASH, _IN_KIND = "aide en numéraire", "aide en nature"
_IN_DECREE = (
    *("nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire"),
    *("rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE"),
    *("notificationUE", "pourcentageSubvention"),
)
_IN_SCHEMA = (
    *("idSubvention", "nomAttribuant", "idAttribuant", "nomServiceInstructeur", "idServiceInstructeur"),
    *("nomBeneficiaire", "idBeneficiaire", "rnaBeneficiaire", "exerciceBudgetaire", "pluriannualite"),
    *("anneesPluriannualite", "dateDecision", "dateConvention", "referenceDecision", "dateCreation", "dateDebut"),
    *("dateFin", "dispositif", "sousDispositif", "statutLabel", "objet", "nature", "montantDemande", "montant"),
    *("nomOutilInstruction", "nomOutilVersement", "ej", "cléVersement", "conditionsVersement"),
    *("descriptionConditionsVersement", "datesPeriodeVersement", "cofinancement", "attribuantsCofinanceurs"),
    *("idCofinancement", "idRAE", "notificationUE", "pourcentageSubvention", "evaluationCout", "evaluation"),
    "dateMiseAJour",
)

_SCDL = Asked(
    (
        Demand("nomAttribuant", needed=True),
        Demand("idAttribuant", needed=True, kind="siret", form=_SIRET, example="23350001600040"),
        Demand("nomBeneficiaire", needed=True),
        Demand("idBeneficiaire", kind="siret", form=_SIRET, example="38047555800058"),
        Demand("rnaBeneficiaire", form="W[0-9]{9}", example="W380475558"),
        Demand("exerciceBudgetaire", form="[0-9]+", example="2017"),
        Demand("pluriannualite", listed=_YES_NO),
        Demand("dateDecision", kind="date", example=_DAY),
        Demand("dateConvention", needed=True, kind="date", example=_DAY),
        Demand("dateCreation", kind="date", example=_DAY),
        Demand("dateDebut", kind="date", example=_DAY),
        Demand("dateFin", kind="date", example=_DAY),
        Demand("statutLabel", listed=("en cours d'intruction", "attribuée", "ineligible", "refusée")),
        Demand("objet", needed=True, longest=256),
        Demand(
            "nature",
            needed=True,
            listed=(_IN_CASH, _IN_KIND, f"{_IN_CASH};{_IN_KIND}", f"{_IN_KIND};{_IN_CASH}"),
        ),
        Demand("montantDemande", kind="number", example="47800.20"),
        Demand("montant", kind="number", example="47800.20"),
        Demand("conditionsVersement", needed=True, listed=("unique", "échelonné", "autre")),
        Demand("descriptionConditionsVersement", needed=True, longest=256, only_if=("conditionsVersement", "autre")),
        Demand(
            "datesPeriodeVersement",
            needed=True,
            form=r"[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?",
            example="2017-03-14/2018-03-14",
        ),
        Demand("cofinancement", listed=_YES_NO),
        Demand("idRAE", longest=5),
        Demand("notificationUE", needed=True, listed=_YES_NO),
        Demand("pourcentageSubvention", needed=True, kind="number", example="0.45", least=0.01, most=1.0),
        Demand("evaluationCout", kind="number", example="47800.20"),
        Demand("dateMiseAJour", kind="date", example=_DAY),
    ),
    one_of=(("idBeneficiaire", "rnaBeneficiaire"),),
    spelt=SCDL.headings,
    orders=(_IN_DECREE, _IN_SCHEMA),
)

_GIVING = Asked(
    (
        Demand("Identifier", needed=True),
        Demand("Title", needed=True),
        Demand("Description", needed=True),
        Demand("Currency", needed=True, form="[A-Z]{3}", example="GBP"),
        Demand("Amount Awarded", needed=True, kind="number", example="15000"),
        Demand("Amount Applied For", kind="number", example="15000"),
        Demand("Award Date", needed=True, kind="date", example="2020-11-03"),
        Demand("Funding Org:Identifier", needed=True),
        Demand("Funding Org:Name", needed=True),
    ),
    one_of=(("Recipient Org:Identifier", "Recipient Ind:Identifier"), ("Recipient Org:Name", "Recipient Ind:Name")),
)

ASKED: Mapping[str, Asked] = {SCDL.name: _SCDL, GIVING.name: _GIVING}
"""What is asked, by the standard's name."""
