"""A frame, what it is, and who said so. Knows no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from partnerlab.wording import Language, message, words

if TYPE_CHECKING:
    from partnerlab.findings import Finding

Kind = Literal["published", "records", "sample"]
Held = Literal["yes", "no", "open", "missing"]

PLAIN = message("Source: {source}")
SYNTHETIC = message("Synthetic sample, not real figures. Source: {source}")
CONSTANT = message("in prices of December {year}")


@dataclass(frozen=True)
class Source:
    """Who said it, and where: what every chart and table prints under itself.

    Texts are as the source prints them; `english` has the fields that an English page says otherwise. `prices` is the
    year of whose December the roubles are, where money has been turned into constant prices.

    >>> Source("Отчёт", place="с. 4", english={"title": "Report", "place": "p. 4"}).text("place", "en")
    'p. 4'
    """

    title: str
    publisher: str = ""
    place: str = ""
    date: str = ""
    licence: str = ""
    kind: Kind = "records"
    english: Mapping[str, str] = field(default_factory=dict)
    prices: int | None = None

    def text(self, name: Literal["title", "publisher", "place", "date", "licence"], language: Language) -> str:
        """One field of the source, in the reader's language."""
        original: str = getattr(self, name)
        return self.english.get(name, original) if language == "en" else original

    @property
    def synthetic(self) -> bool:
        """Whether the figures are made up for trying things: such a source marks all that rests on it."""
        return self.kind == "sample"

    def line(self, language: Language) -> str:
        """The source as it stands under a chart: title, place, date, licence, prices; a sample says that it is one.

        >>> Source("Отчёт", place="с. 4", english={"title": "Report", "place": "p. 4"}).line("en")
        'Source: Report, p. 4'
        """
        names: tuple[Literal["title", "place", "date", "licence"], ...] = (
            "title",
            "place",
            "date",
            "licence",
        )
        said = ", ".join(text for name in names if (text := self.text(name, language)))
        if self.prices is not None:
            said += "; " + words(language).say(CONSTANT, year=self.prices)
        form = SYNTHETIC if self.synthetic else PLAIN
        return words(language).say(form, source=said)


@dataclass(frozen=True)
class Dataset:
    """Records or a printed table, with their source.

    `frame` is any frame that Narwhals understands; money in it is in whole units of `currency`. `findings` is what
    was wrong in the file it came from. `calendar` says of each year whether its contest was held (`yes`, `no`), is
    still `open`, or was held but its file is `missing`; a year that it does not name is taken as held where the
    records have it, as missing where they do not.

    >>> import pandas
    >>> Dataset("mine", "records", pandas.DataFrame({"year": [2001]}), Source("my file")).currency
    'RUB'
    """

    name: str
    kind: Kind
    frame: Any
    source: Source
    currency: str = "RUB"
    findings: Sequence[Finding] = ()
    calendar: Mapping[int, Held] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)

    def table(self, name: str) -> Dataset:
        """A table beside the records (`outcomes`, `scores`, `donors`), as a Dataset with the same source.

        Where there is none the records themselves are returned, and the question says which column it lacks.

        >>> import pandas
        >>> scores = pandas.DataFrame({"score": [5]})
        >>> Dataset("mine", "records", None, Source("my file"), beside={"scores": scores}).table("scores").name
        'scores'
        """
        return replace(self, name=name, frame=self.beside[name], beside={}) if name in self.beside else self

    @property
    def errors(self) -> int:
        """How many findings are errors that nobody has accepted."""
        return sum(finding.severity == "error" and not finding.accepted for finding in self.findings)

    @property
    def accepted(self) -> int:
        """How many findings a user has accepted with a reason."""
        return sum(bool(finding.accepted) for finding in self.findings)
