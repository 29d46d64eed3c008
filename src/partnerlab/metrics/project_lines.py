"""Which projects does the contest take: its lines, the size or cap of a project, the nominations?"""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Data, ask
from partnerlab.metrics.grouping import collected

COLUMNS = (
    *("edition", "year", "step", "line", "name", "name_en", "project_type", "project_type_en"),
    *("size", "size_kind", "size_printed", "nominations"),
)
ORDER = ("edition", "year", "step", "line")


def project_lines(data: Data) -> pd.DataFrame:
    """The project lines of a contest as they are printed: what each is for, and how large a project may be.

    `size_kind` says whether the `size` is a `cap`, printed as «up to», or the `size` of every project; where
    both are missing none is printed. `nominations` is how many a line has, missing where none is printed.

    Shape: one row a line, in the order of the steps: edition, year, step, line, name, name_en, project_type,
    project_type_en, size, size_kind, size_printed, nominations, as far as the table has them. Unit: roubles.
    Definition: the 2004 presentation, project lines of the VI contest; a reading of a staircase drawn there.

    Raises:
        MissingColumn: if `line` or `size_kind` is not there.

    >>> from partnerlab import published
    >>> project_lines(published("project_lines"))["size"].tolist()
    [15000.0, 30000.0, 30000.0, 150000.0, nan]
    """
    asked = ask(data, question="project_lines", by=(), needs=("size_kind", "line"))
    columns = [name for name in COLUMNS if asked.has(name)]
    order = [name for name in ORDER if asked.has(name)]
    texts = {"size_kind", "line", "name", "name_en", "project_type", "project_type_en", "size_printed"}
    shown = asked.frame.select(*(asked.text(name).alias(name) if name in texts else nw.col(name) for name in columns))
    return collected(shown, order)
