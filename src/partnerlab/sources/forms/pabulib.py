"""A file of the participatory budgeting library Pabulib (.pb): what it says of the vote, its projects, the votes."""

from __future__ import annotations

import re
from dataclasses import replace

from partnerlab.errors import EmptyFile, UnreadableFile
from partnerlab.findings import Finding
from partnerlab.sources.forms.delimited import cut
from partnerlab.sources.forms.sheets import Sheet

FORM = "Pabulib"
_SECTIONS = ("META", "PROJECTS", "VOTES")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_AT_COST = ("greedy", "equalshares")
"""How the rules of the library are called by which a selected project gets its cost."""
_BEGINNING = re.compile(r"\s*META[;\s]*?\r?\n")


def is_pabulib(text: str) -> bool:
    """Whether the text is a file of Pabulib.

    >>> is_pabulib("META\\nkey;value\\n"), is_pabulib("Год;Сумма\\n")
    (True, False)
    """
    return _BEGINNING.match(text) is not None


def pabulib_sheet(text: str, name: str) -> tuple[Sheet, list[Finding]]:
    """The projects of a vote, rows as the file counts them, with what the file says once for all of them.

    Where the vote's rule funds a selected project at its cost, that is its award, in a column of its own.

    Raises:
        EmptyFile, UnreadableFile: if there are no projects in it.
    """
    body, votes = _without_votes(text)
    whole = cut(body, ";")
    places = {row[0].strip(): place for place, row in enumerate(whole.rows) if row and row[0].strip() in _SECTIONS}
    if "PROJECTS" not in places:
        raise UnreadableFile(name, FORM)
    begin = places["PROJECTS"] + 1
    rows = whole.rows[begin:]
    if len(rows) < 2:
        raise EmptyFile(name)
    about = {row[0].strip(): row[1].strip() for row in whole.rows[: begin - 1] if len(row) > 1}
    findings = [Finding("votes_not_read", name, "", None, "", "", facts=(("rows", votes),))] if votes else []
    constants = _constants(about)
    if constants:
        said = ", ".join(f"{key}: {value}" for key, value in constants.items())
        findings.append(Finding("said_once", name, "", None, "", said))
    headings = [heading.strip() for heading in rows[0]]
    if {"cost", "selected"} <= set(headings) and "awarded" not in headings:
        rule = about.get("rule", "")
        if rule.casefold().startswith(_AT_COST):
            _add_awards(rows, headings.index("cost"), headings.index("selected"))
            findings.append(Finding("funded_at_cost", name, "", None, "", rule))
        else:
            findings.append(Finding("award_unknown", name, "", None, "", rule or "–"))
    troubles = tuple(one for one in whole.troubles if one[0] > begin)
    return replace(whole, rows=rows, first_row=begin + 1, troubles=troubles, file=name, constants=constants), findings


def _without_votes(text: str) -> tuple[str, int]:
    """The text up to the votes, which may be millions, and how many there are."""
    found = re.search(r"^VOTES[;\s]*?$", text, re.MULTILINE)
    if found is None:
        return text, 0
    votes = sum(1 for line in text[found.end() :].split("\n") if line.strip())
    return text[: found.start()], max(votes - 1, 0)


def _constants(about: dict[str, str]) -> dict[str, str]:
    years = _YEAR.findall(about.get("instance", "")) or _YEAR.findall(about.get("date_begin", ""))
    said = {
        "year": years[0] if years else "",
        "district": about.get("district", "") or about.get("subunit", ""),
        "currency": about.get("currency", ""),
    }
    return {name: text for name, text in said.items() if text}


def _add_awards(rows: list[list[str]], cost: int, selected: int) -> None:
    width = len(rows[0])
    rows[0].append("awarded")
    for row in rows[1:]:
        if len(row) == width:
            row.append(row[cost] if row[selected].strip() == "1" else "")
