"""Which reports there must be, and in which files they stand. Nothing heavy is imported."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path

from partnerlab.errors import UnknownParameter
from partnerlab.parameters import checked_names
from partnerlab.resources import PUBLISHED, SAMPLE, notebooks_folder
from partnerlab.sources.forms.addresses import is_address
from partnerlab.wording import LANGUAGES, Language

FORMATS = ("html", "pdf", "xlsx", "ipynb")
FIRST = "year_report"
TABLES, SINGLE = "tables", "single"
"""What is made once for a year and a language: the workbook of its tables, and its pages in one file for e-mail."""
SECONDS = 600
"""A report that takes longer has hung: it fails, the others go on."""
PATHS = ("data", "mapping", "boundaries")
"""Parameters that name a file: a page says its name, never where on this machine it lies."""


@dataclass(frozen=True)
class Report:
    """One page to be made: a notebook, for a year, in a language, with any parameters of its own besides.

    `offered` are parameters that only some notebooks take: boundaries are nothing to a page without a map. In place of
    a notebook stands `tables` or `single` for what is made once of all of a year and language; `pages` are those
    that such a single file holds.
    """

    notebook: str
    year: int
    language: Language
    data: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    offered: Mapping[str, object] = field(default_factory=dict)
    pages: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """Where the page stands below the reports folder.

        >>> Report("map", 2001, "ru", "sample").file.as_posix(), Report(TABLES, 2001, "ru", "sample").file.as_posix()
        ('2001/ru/map.html', '2001/ru/tables.xlsx')
        """
        if self.notebook == SINGLE:
            some = () if set(self.pages) == set(notebooks()) else self.pages
            return Path(str(self.year), "-".join([self.language, *some]) + ".html")
        ending = "xlsx" if self.notebook == TABLES else "html"
        return Path(str(self.year), self.language, f"{self.notebook}.{ending}")

    def files(self, formats: Iterable[str] = ("html",)) -> tuple[Path, ...]:
        """All files of the report below the reports folder: the page too where something is made from it.

        >>> [file.name for file in Report("map", 2001, "ru", "sample").files(["pdf"])]
        ['map.html', 'map.svg', 'map.pdf']
        """
        if self.notebook in (TABLES, SINGLE):
            return (self.file,)
        asked = set(formats)
        endings = [".html", ".svg"] if asked & {"html", "pdf", SINGLE} else []
        return tuple(
            self.file.with_suffix(end) for end in (*endings, *(f".{one}" for one in ("pdf", "ipynb") if one in asked))
        )

    def values(self) -> dict[str, object]:
        """All parameters that the notebook is given."""
        return {"year": self.year, "language": self.language, "data": self.data, **self.parameters}

    def named(self) -> dict[str, object]:
        """The parameters as a reader may see them: files by their names.

        >>> Report("map", 2001, "ru", "records/2001.csv").named()["data"]
        '2001.csv'
        """
        known = {name: _name(value) if name in PATHS else value for name, value in self.values().items()}
        return {**known, "notebooks": self.pages} if self.pages else known


def _name(value: object) -> object:
    if not isinstance(value, str) or value in (PUBLISHED, SAMPLE, "") or is_address(value):
        return value
    return Path(value).resolve().name


def notebooks() -> dict[str, Path]:
    """The notebooks that come with the package: the year in one page, then the others by their names.

    >>> next(iter(notebooks()))
    'year_report'
    """
    found = sorted(notebooks_folder().glob("*.ipynb"), key=lambda path: (path.stem != FIRST, path.stem))
    return {path.stem: path for path in found}


def place(data: str | None, table: str | None = None) -> str:
    """Where the data are, in one text: a path, or the address of a database with its table and without its password.

    >>> place(None), place("sqlite:///contest.db", "applications")
    ('published', 'sqlite:///contest.db#applications')
    """
    if data is None:
        return PUBLISHED
    if not table and not is_address(data):
        return data
    from partnerlab.sources.forms.opening import shown

    return shown(data, table)


def plan(
    data: str,
    *,
    years: Iterable[int],
    languages: Iterable[str] = (),
    names: Iterable[str] = (),
    parameters: Mapping[str, object] | None = None,
    offered: Mapping[str, object] | None = None,
) -> list[Report]:
    """The reports of these years, in these languages (all), from these notebooks (all).

    Every notebook is given `parameters`; `offered` are given to those that take them.

    Raises:
        WrongValue: if there is no such notebook or language.

    >>> [str(report.file) for report in plan("sample", years=[2001], languages=["ru"], names=["year_report"])]
    ['2001/ru/year_report.html']
    """
    chosen: list[Language] = [
        known for name in checked_names(languages, LANGUAGES, "language") for known in LANGUAGES if known == name
    ]
    which = checked_names(names, notebooks(), "notebook")
    return [
        Report(notebook, year, language, data, parameters or {}, offered or {})
        for year, language, notebook in product(sorted(set(years)), chosen, which)
    ]


def taken(notebook: Path) -> tuple[str, ...]:
    """The parameters that a notebook takes: what is assigned in its cell with the tag `parameters`.

    >>> taken(notebooks()["leverage"])[:3]
    ('year', 'language', 'data')
    """
    return _taken(notebook, notebook.stat().st_mtime_ns)


@cache
def _taken(notebook: Path, _changed: int) -> tuple[str, ...]:
    cells = json.loads(notebook.read_bytes())["cells"]
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    source = "".join("".join(cell["source"]) + "\n" for cell in tagged[:1])
    targets = [
        target
        for line in ast.parse(source).body
        for target in (line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)])
    ]
    return tuple(target.id for target in targets if isinstance(target, ast.Name))


def fitted(reports: Sequence[Report]) -> list[Report]:
    """The reports with every parameter that their notebooks take; papermill alone would only warn of others.

    Raises:
        UnknownParameter: if a notebook does not take a parameter that it must be given.
    """
    known = {name: taken(notebooks()[name]) for name in {report.notebook for report in reports}}
    result = []
    for report in reports:
        takes = known[report.notebook]
        for parameter in report.values():
            if parameter not in takes:
                raise UnknownParameter(report.notebook, parameter, takes)
        given = {name: value for name, value in report.offered.items() if name in takes}
        result.append(replace(report, parameters={**report.parameters, **given}))
    return result


def besides(reports: Sequence[Report], formats: Iterable[str]) -> list[Report]:
    """What is made once for each year and language of these reports: `tables` for xlsx, `single` for one file.

    The workbook has the tables of all questions, whichever notebooks are asked for; the single file has their pages.

    >>> [report.file.as_posix() for report in besides(plan("sample", years=[2001]), ["xlsx"])]
    ['2001/ru/tables.xlsx', '2001/en/tables.xlsx']
    """
    asked = set(formats)
    together: dict[tuple[int, Language], list[Report]] = {}
    for report in reports:
        together.setdefault((report.year, report.language), []).append(report)
    made = []
    for of in together.values():
        given = {name: value for report in of for name, value in report.parameters.items()}
        if "xlsx" in asked:
            made.append(replace(of[0], notebook=TABLES, parameters={**given, **of[0].offered}))
        if SINGLE in asked:
            pages = tuple(report.notebook for report in of)
            made.append(replace(of[0], notebook=SINGLE, parameters=given, pages=pages))
    return made
