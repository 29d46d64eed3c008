"""What is asked of files, folders and databases."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_ALL_READ = message("Is every file of the folder read?")
_RECORDS = message("a file of records that opens")
_MEND_FILE = message("mend the file, or take it out of the folder")
_READ_AS_IT_IS = message("Is the file what its name says?")
_SAID_ONCE = message("What does the file say once for all its rows?")

RULES: Mapping[str, Rule] = {
    "extension_read": Rule(
        "note",
        message("From which part of a 360Giving file are the records read?"),
        message("all applications are read from the part «{found}», which has the grants too (rows: {count})"),
        summed=True,
    ),
    "extension_not_read": Rule(
        "warning",
        message("Does the part «partnerlab» of a 360Giving file fit its grants?"),
        message("the grants are not those for which the part «{found}» was made; only the grants are read"),
        mend=message("convert the records anew, or delete that part of the file"),
    ),
    "grants_in_extension": Rule(
        "note",
        message("Is every application read once?"),
        message("the grants stand among all applications in the sheet «{found}» too, and are read from there"),
    ),
    "guarded_text": Rule(
        "note",
        message("Is every text read as it was typed?"),
        message(
            "the apostrophe that keeps a spreadsheet from running a text as a formula is taken off, here and in other "
            "rows"
        ),
    ),
    "file_not_opened": Rule(
        "error",
        _ALL_READ,
        message("the file cannot be opened and its records are missing: it is damaged, or not what its name says"),
        _RECORDS,
        _MEND_FILE,
    ),
    "file_protected": Rule(
        "error",
        _ALL_READ,
        message("the file cannot be opened and its records are missing: it is protected by a password"),
        message("a workbook without a password"),
        message("save it without one, or take it out of the folder"),
    ),
    "file_forbidden": Rule(
        "error",
        _ALL_READ,
        message("the file cannot be opened and its records are missing: there is no permission to read it"),
        _RECORDS,
        message("ask its owner, or take it out of the folder"),
    ),
    "file_without_rows": Rule(
        "warning",
        _ALL_READ,
        message("there is nothing in the file"),
        "",
        message("see whether it was saved as it should be"),
    ),
    "folder_in_folder": Rule(
        "warning",
        _ALL_READ,
        message("folders inside the folder are not read: {found}"),
        "",
        message("put their files into the folder itself if their records are to be counted"),
    ),
    "files_passed_over": Rule(
        "note",
        _ALL_READ,
        message("files that are no records are passed over: {found}"),
    ),
    "form_by_content": Rule(
        "note",
        _READ_AS_IT_IS,
        message("the file is not what its name says, and is read as what it is: {found}"),
    ),
    "from_archive": Rule(
        "note",
        _READ_AS_IT_IS,
        message("the file is packed; what is read is «{found}» in it"),
    ),
    "encoding": Rule(
        "note",
        message("In which encoding is the text?"),
        message("the text is read as {found}"),
    ),
    "part_not_read": Rule(
        "note",
        message("Is every part of the file read?"),
        message("this part holds no applications and is not read: {found}"),
    ),
    "votes_not_read": Rule(
        "note",
        message("Is every part of the file read?"),
        message("the votes are not read (rows: {rows}): only the projects are"),
    ),
    "said_once": Rule(
        "note",
        _SAID_ONCE,
        message("the file says this once for all its rows: {found}"),
    ),
    "funded_at_cost": Rule(
        "note",
        message("What was awarded?"),
        message("no awards are named: a selected project is taken as funded at its cost, as the rule «{found}» has it"),
    ),
    "award_unknown": Rule(
        "warning",
        message("What was awarded?"),
        message("no awards are named, and the rule «{found}» does not say that a selected project gets its cost"),
        "",
        message("questions about awarded money stay without an answer"),
    ),
    "year_from_span": Rule(
        "note",
        message("Where is the year from?"),
        message("«{found}» is a year that spans two calendar years; its first, {year}, is taken"),
    ),
}
