"""A report that could not be made, while the others were."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import message


@dataclass(eq=False)
class FailedNotebook(PartnerlabError):
    """A cell of the notebook failed."""

    name: str
    reason: str
    status = 1
    template = message("{name}: {reason}")


@dataclass(eq=False)
class OverTimeLimit(PartnerlabError):
    """A report that took longer than it may."""

    seconds: int
    status = 1
    template = message("it took longer than {seconds} seconds and was given up; --time-limit allows more")


@dataclass(eq=False)
class EndedKernel(PartnerlabError):
    """The process that ran the notebook ended before it was done."""

    reason: str
    status = 1
    template = message(
        "the process that ran the notebook ended before it was done ({reason}); it may have run out of memory: try "
        "--jobs 1"
    )


@dataclass(eq=False)
class IncompleteYear(PartnerlabError):
    """Pages of a year that were to stand in one file, and are not there."""

    files: str
    status = 1
    template = message("pages that belong into it could not be made: {files}")


@dataclass(eq=False)
class VanishedFolder(PartnerlabError):
    """A folder of reports that somebody has taken away while reports were made in it."""

    folder: str
    status = 1
    template = message("{folder}: the folder was taken away during the run; run it again")
