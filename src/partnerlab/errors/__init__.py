"""What can be wrong, in the words of those who keep the books, in the reader's language.

An error carries the facts as attributes and says where, what was found, what was expected and what to do. What is
wrong in one cell of a user's file is a finding (findings.py): told, never raised.
"""

from __future__ import annotations

from partnerlab.errors.databases import (
    MissingDatabase,
    MissingDriver,
    MissingTable,
    NoTableChosen,
    NoTables,
    RefusedByDatabase,
    UnreachableDatabase,
    UnreadableTable,
    WrongAddress,
)
from partnerlab.errors.error import PartnerlabError
from partnerlab.errors.files import (
    AnotherForm,
    BrokenJson,
    EmptyFile,
    EmptyFolder,
    FileExists,
    FolderGiven,
    ForbiddenFile,
    MissingFile,
    NoRecords,
    ProtectedFile,
    SameFile,
    TooMuchForWorkbook,
    UnknownForm,
    UnreadableFile,
    UnwritableFile,
)
from partnerlab.errors.outlines import NoOutlines, NotDegrees, UnmatchedDistricts, WrongOutline
from partnerlab.errors.printing import BrokenBrowser, NoBrowser, NoPrinting, UndrawnPage, UnprintedPage
from partnerlab.errors.records import (
    AwardDayNeeded,
    ChangedData,
    FunderNeeded,
    NoApplications,
    NoApplicationsOf,
    NoKnownHeading,
    NothingChosen,
    NoYears,
    RecordsWithErrors,
    WrongMapping,
)
from partnerlab.errors.requests import UnknownName, UnknownParameter, WrongValue
from partnerlab.errors.running import EndedKernel, FailedNotebook, IncompleteYear, OverTimeLimit, VanishedFolder
from partnerlab.errors.tables import (
    ChangedTable,
    LostTable,
    MissingColumn,
    NoPriceIndex,
    NotDates,
    NotNumbers,
    UnknownTable,
)

__all__ = [
    "AnotherForm",
    "AwardDayNeeded",
    "BrokenBrowser",
    "BrokenJson",
    "ChangedData",
    "ChangedTable",
    "EmptyFile",
    "EmptyFolder",
    "EndedKernel",
    "FailedNotebook",
    "FileExists",
    "FolderGiven",
    "ForbiddenFile",
    "FunderNeeded",
    "IncompleteYear",
    "LostTable",
    "MissingColumn",
    "MissingDatabase",
    "MissingDriver",
    "MissingFile",
    "MissingTable",
    "NoApplications",
    "NoApplicationsOf",
    "NoBrowser",
    "NoKnownHeading",
    "NoOutlines",
    "NoPriceIndex",
    "NoPrinting",
    "NoRecords",
    "NoTableChosen",
    "NoTables",
    "NoYears",
    "NotDates",
    "NotDegrees",
    "NotNumbers",
    "NothingChosen",
    "OverTimeLimit",
    "PartnerlabError",
    "ProtectedFile",
    "RecordsWithErrors",
    "RefusedByDatabase",
    "SameFile",
    "TooMuchForWorkbook",
    "UndrawnPage",
    "UnknownForm",
    "UnknownName",
    "UnknownParameter",
    "UnknownTable",
    "UnmatchedDistricts",
    "UnprintedPage",
    "UnreachableDatabase",
    "UnreadableFile",
    "UnreadableTable",
    "UnwritableFile",
    "VanishedFolder",
    "WrongAddress",
    "WrongMapping",
    "WrongOutline",
    "WrongValue",
]
