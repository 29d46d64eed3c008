"""The log of a reports folder: when a run began, how long it took, and each report that it made or could not make.

It stands beside the claims, in `.partnerlab/`, and not on the pages: these say nothing of when they were made.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.publish.folder.claims import FOLDER

if TYPE_CHECKING:
    from partnerlab.publish.making import Made

LOG = "log.jsonl"


@contextmanager
def of_run(out: Path, edition: str) -> Iterator[list[Made]]:
    """A list for what a run has made; however the run ends, a line of it is added to the log."""
    began, start = datetime.now(UTC), time.monotonic()
    made: list[Made] = []
    try:
        yield made
    finally:
        said = {
            "began": began.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - start, 1),
            "edition": edition,
            "up_to_date": sum(one.up_to_date for one in made),
            "made": {one.report.file.as_posix(): round(one.seconds, 2) for one in made if not one.up_to_date},
            "failed": {one.report.file.as_posix(): one.error for one in made if one.error},
        }
        with suppress(OSError), (out / FOLDER / LOG).open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
