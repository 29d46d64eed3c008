"""How long a workbook takes beside calamine's bare reading: `python tests/benchmarks/reading.py [ROWS]`.

Prints one line of JSON with the ratio of the medians, both measured in turn in this run.
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
        pairs = [
            (
                seconds(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()),
                seconds(lambda: partnerlab.open_records(path)),
            )
            for _ in range(ROUNDS)
        ]
    bare, read = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {"rows": rows, "bare": round(bare, 2), "read": round(read, 2), "ratio": round(read / bare, 2)}


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
