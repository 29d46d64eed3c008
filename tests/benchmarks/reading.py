"""How long a workbook takes beside calamine's bare reading: `python tests/benchmarks/reading.py [ROWS]`.

Prints one line of JSON with the ratios of the medians, all measured in turn in this run: of the tables as typed, and of
the records with all columns read and all checks made.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

import partnerlab
from partnerlab.sources.forms.workbooks import workbook_sheets
from partnerlab.sources.layout.tables import sheet_tables

ROUNDS = 5


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measured(rows: int) -> dict[str, float]:
    """The medians of both, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contest.xlsx"
        partnerlab.sample_records(rows).frame.to_excel(path, index=False)
        rounds = [
            (
                seconds(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()),
                seconds(lambda: sheet_tables(workbook_sheets(path.read_bytes(), path.name, ".xlsx")[0])),
                seconds(lambda: partnerlab.open_records(path)),
            )
            for _ in range(ROUNDS)
        ]
    bare, typed, read = (statistics.median(times) for times in zip(*rounds, strict=True))
    return {
        "rows": rows,
        "bare": round(bare, 2),
        "tables": round(typed, 2),
        "read": round(read, 2),
        "tables_ratio": round(typed / bare, 2),
        "ratio": round(read / bare, 2),
    }


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
