"""What a user has decided of names that may be one organisation: `organisations.csv` beside the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from partnerlab.findings import Finding
from partnerlab.sources.cells import spaced
from partnerlab.sources.cells.check_digits import judged, proven
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.filled_in import filled_in, to_fill_in
from partnerlab.sources.organisations.groups import Reason
from partnerlab.wording import Language, message, words

FILE = "organisations.csv"
Decision = Literal["yes", "no", "open", ""]
"""`open`: said to be undecided; empty: nothing written."""

HEADINGS: Mapping[str, str] = {
    "group": message("Group"),
    "name": message("Organisation"),
    "number": message("Tax number"),
    "count": message("Applications"),
    "reason": message("Why"),
    "decision": message("One organisation? (yes/no)"),
    "shown": message("Shown as"),
}
WHY: Mapping[Reason, str] = {
    "one_number": message("one tax number"),
    "same_words": message("the same words: quotes, case, order or legal form written otherwise"),
    "number_missing": message("the same name, the tax number is not in all rows"),
    "part_missing": message("the same words, the legal form or the place is left out"),
    "misprint": message("a letter or a space differs"),
    "short_name": message("the name in quotation marks alone, and the full name"),
    "initials": message("initials, and the full name"),
}
_NAMES = {
    "group": "группа group",
    "name": "организация название наименование organisation organization name",
    "number": "налоговыйномер инн огрн иннилиогрн taxnumber inn ogrn",
    "count": "заявок заявки числозаявок applications",
    "reason": "почему причина why reason",
    "decision": "однаорганизация однаорганизацияданет принято да нет oneorganisation oneorganisationyesno accepted",
    "shown": "показыватькак показывать название shownas shown",
}
_COLUMN = {word: column for column, known in reversed(_NAMES.items()) for word in known.split()}
_SAID: Mapping[str, Decision] = {
    **dict.fromkeys(("да", "д", "yes", "y", "true", "истина", "1", "+", "верно"), "yes"),
    **dict.fromkeys(("нет", "н", "no", "n", "false", "ложь", "0", "-", "–", "—"), "no"),
    "?": "open",
    "": "",
}


@dataclass(frozen=True)
class Line:
    """One spelling in the file: its group, name and tax number, and what was decided of it."""

    group: str
    name: str
    number: str = ""
    count: str = ""
    reason: str = ""
    decision: Decision = ""
    shown: str = ""
    row: int = 0


@dataclass(frozen=True)
class Decisions:
    """The file's lines by group, and what is wrong in it."""

    groups: Mapping[str, tuple[Line, ...]]
    findings: tuple[Finding, ...] = ()


def settled_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of a group as decided: what is said in its first line holds for the lines that say nothing.

    >>> lines = [Line("1", "a", decision="yes"), Line("1", "b"), Line("1", "c", decision="no")]
    >>> [line.decision for line in settled_lines(lines)]
    ['yes', 'yes', 'no']
    """
    first = lines[0].decision
    return [line if line.decision else replace(line, decision=first) for line in lines]


def read_decisions(folder: Path | None) -> Decisions:
    """What the user has decided; nothing where there is no such file."""
    path = None if folder is None else folder / FILE
    if path is None or not path.is_file():
        return Decisions({})
    try:
        rows = filled_in(path.read_bytes()) or []
    except OSError:
        rows = []
    columns = [_COLUMN.get(bare(cell), "") for cell in rows[0]] if rows else []
    if not {"group", "name", "decision"} <= set(columns):
        return Decisions({}, (Finding("organisations_unread", FILE, "", None, "", ""),))
    groups: dict[str, list[Line]] = {}
    findings = []
    heading = dict(zip(columns, rows[0], strict=True))
    for number, cells in enumerate(rows[1:], 2):
        typed = {column: spaced(cell) for column, cell in zip(columns, cells, strict=False) if column}
        if not typed.get("name") or not typed.get("group"):
            if any(typed.values()):
                findings.append(Finding("organisation_without_group", FILE, "", number, "", typed.get("name", "")))
            continue
        said = typed.get("decision", "").casefold().rstrip(".!")
        if said not in _SAID:
            findings.append(Finding("unclear_decision", FILE, "", number, heading["decision"], typed["decision"]))
        line = Line(
            typed["group"],
            typed["name"],
            _bare_number(typed.get("number", "")),
            typed.get("count", ""),
            typed.get("reason", ""),
            _SAID.get(said, "open"),
            typed.get("shown", ""),
            number,
        )
        groups.setdefault(line.group, []).append(line)
    return Decisions({group: tuple(lines) for group, lines in groups.items()}, tuple(findings))


def _bare_number(text: str) -> str:
    """A number without the word before it, which keeps a spreadsheet from cutting it short."""
    return re.sub(r"^(?:ИНН|ОГРН|INN|OGRN|№)\s*", "", text, flags=re.IGNORECASE)


def identity(number: str) -> str:
    """A tax number as it is compared: its digits where it is right, else as typed.

    >>> identity("ИНН 1234567894") == identity("1234567894"), identity("Б-17")
    (True, 'б-17')
    """
    return proven(number) or _bare_number(spaced(number)).casefold()


def written(lines: Iterable[Line], language: Language) -> bytes:
    """The file as a Russian Excel opens it: UTF-8 with its mark, `;` between cells.

    >>> written([Line("1", "АНО «Лад»", "1234567894")], "en").decode("utf-8-sig").splitlines()[1]
    '1;АНО «Лад»;INN 1234567894;;;;'
    """
    speak = words(language)
    rows = [[speak.say(heading) for heading in HEADINGS.values()]]
    marks = {"yes": speak.say("yes"), "no": speak.say("no"), "open": "?", "": ""}
    for line in lines:
        number, decided = _labelled(line.number, speak.language), marks[line.decision]
        rows.append([line.group, line.name, number, line.count, line.reason, decided, line.shown])
    return to_fill_in(rows)


def _labelled(number: str, language: Language) -> str:
    """A number with a word before it: bare digits would lose their zero, or their end, in a spreadsheet."""
    if not number or not number[0].isdigit():
        return number
    kinds = {one.kind for one in judged(number)}
    labels = {"ru": ("ИНН", "ОГРН"), "en": ("INN", "OGRN")}[language]
    if kinds & {"inn", "personal_inn"} and len(kinds) == 1:
        return f"{labels[0]} {number}"
    return f"{labels[1]} {number}" if kinds == {"ogrn"} else f"№ {number}"
