"""How the time of a batch grows with its reports: `python tests/benchmarks/growth.py [REPORTS ...]`.

Each number of reports is made by a whole run of `partnerlab report` into a new folder: twelve notebooks in both
languages for as many years as it takes. Prints one line of JSON: the seconds of each run, the seconds a report that
each further one takes, and the exponent of growth between the smallest and the largest (1: twice the reports, twice
the time; the start weighs more in small runs).
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time

from partnerlab.publish.plan import notebooks

SIZES = (12, 48, 120, 480)
NOTEBOOKS = 12
FIRST = 1999


def seconds(reports: int) -> float:
    """How long a run takes that makes so many reports."""
    names = list(notebooks())[:NOTEBOOKS]
    languages = ["ru"] if reports < 2 * NOTEBOOKS else ["ru", "en"]
    years = reports // (NOTEBOOKS * len(languages))
    command = [sys.executable, "-m", "partnerlab.cli", "report", "--year", f"{FIRST}-{FIRST + years - 1}"]
    command += [part for name in names for part in ("--notebook", name)]
    command += [part for language in languages for part in ("--language", language)]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([*command, "--out", folder], check=True, capture_output=True)
        return time.perf_counter() - start


def main() -> None:
    """Measure each number of reports, one after the other."""
    sizes = sorted(int(text) for text in sys.argv[1:]) or list(SIZES)
    took = {size: seconds(size) for size in sizes}
    least, most = sizes[0], sizes[-1]
    exponent = math.log(took[most] / took[least]) / math.log(most / least) if most > least else 1.0
    print(
        json.dumps(
            {
                "seconds": {size: round(of, 1) for size, of in took.items()},
                "seconds_each_further": round((took[most] - took[least]) / max(1, most - least), 3),
                "exponent": round(exponent, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
