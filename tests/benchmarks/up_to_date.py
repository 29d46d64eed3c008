"""How long a run takes in which nothing has changed, against the full run before it; by hand.

    python tests/benchmarks/up_to_date.py [YEARS]

`YEARS` is a year or a range (2001). Each run is a process of its own, as a user starts it: its start and its imports
count. Prints one line of JSON: how many files there are, the seconds of the full run and the median of five runs after
it, their ratio, and the seconds of `partnerlab --help`, which no run can be shorter than.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def seconds(*options: str) -> float:
    """How long `partnerlab` takes with these options."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "partnerlab.cli", *options], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(years: str = "2001") -> None:
    """Run the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        options = ("report", "--year", years, "--out", folder)
        full = seconds(*options)
        stamps = {path: path.stat().st_mtime_ns for path in Path(folder).rglob("*") if path.is_file()}
        nothing = statistics.median(seconds(*options) for _ in range(RUNS))
        pages = len(list(Path(folder).glob("*/*/*.html")))
        untouched = stamps == {path: path.stat().st_mtime_ns for path in Path(folder).rglob("*") if path.is_file()}
    result = {
        "years": years,
        "pages": pages,
        "full_seconds": round(full, 2),
        "up_to_date_seconds": round(nothing, 2),
        "ratio": round(full / nothing, 1),
        "help_seconds": round(statistics.median(seconds("--help") for _ in range(RUNS)), 2),
        "untouched": untouched,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:2])
