"""How long a workbook takes beside calamine's bare reading: `python tests/benchmarks/reading.py [ROWS]`.

Prints one line of JSON: the medians of the seconds, all measured in turn in this run, and their ratios to the bare
reading; by the clock, and in the time of the processor, which other work on the machine disturbs less. `tables` is
the reading of the tables as typed, `read` of the records with all their columns, `findings` what all checks take after
that, when their findings are first asked for.
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
CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}

Seconds = dict[str, dict[str, float]]


def seconds(run: Callable[[], object]) -> dict[str, float]:
    """How long one run takes, by each clock."""
    start = {name: clock() for name, clock in CLOCKS.items()}
    run()
    return {name: clock() - start[name] for name, clock in CLOCKS.items()}


def one_round(path: Path) -> Seconds:
    """How long each part takes, one after another."""
    records: list[partnerlab.Dataset] = []
    return {
        "bare": seconds(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()),
        "tables": seconds(lambda: sheet_tables(workbook_sheets(path.read_bytes(), path.name, ".xlsx")[0])),
        "read": seconds(lambda: records.append(partnerlab.open_records(path))),
        "findings": seconds(lambda: len(records[0].findings)),
    }


def measured(rows: int) -> dict[str, object]:
    """The medians of all parts, and their ratios to the bare reading."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contest.xlsx"
        partnerlab.sample_records(rows).frame.to_excel(path, index=False)
        rounds = [one_round(path) for _ in range(ROUNDS)]
    medians = {
        clock: {part: statistics.median(one[part][clock] for one in rounds) for part in rounds[0]} for clock in CLOCKS
    }
    return {
        "rows": rows,
        **{clock: {part: round(of, 2) for part, of in parts.items()} for clock, parts in medians.items()},
        "ratio": {clock: round(parts["read"] / parts["bare"], 2) for clock, parts in medians.items()},
        "ratio_with_findings": {
            clock: round((parts["read"] + parts["findings"]) / parts["bare"], 2) for clock, parts in medians.items()
        },
    }


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
