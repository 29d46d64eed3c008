"""The batch beside a plain papermill loop: `python tests/benchmarks/batch.py [--years 1999-2004] [--every N]`.

The same reports are made twice: by `partnerlab report` into a new folder, and by a loop that has papermill run each
notebook in a kernel as Jupyter starts it and nbconvert write its page, with the same template. Both are whole
processes. With `--every N` the loop makes every Nth report only, and its time is multiplied. Prints one line of JSON:
the seconds of each, reports a minute, their ratio, and how many of the pages that both made have the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOTHING = subprocess.DEVNULL


def reports_of(years: str) -> list[tuple[str, int, str]]:
    """The notebook, year and language of each report."""
    from partnerlab.parameters import checked_years
    from partnerlab.publish.plan import plan

    return [(one.notebook, one.year, one.language) for one in plan("published", years=checked_years(years))]


def plain_loop(years: str, every: int, out: Path) -> None:
    """Run each notebook by papermill, and turn it into a page by nbconvert."""
    import papermill

    from partnerlab.publish.export import page
    from partnerlab.publish.plan import Report, notebooks

    for name, year, language in reports_of(years)[::every]:
        report = Report(name, year, language, "published")  # type: ignore[arg-type]
        executed = papermill.execute_notebook(
            str(notebooks()[name]), None, parameters=report.values(), kernel_name="python3", progress_bar=False
        )
        file = out / report.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(executed, report), encoding="utf-8")


def seconds(*command: str) -> tuple[float, float]:
    """How long a whole process takes by the clock, and how much of the processor's time with all that it started."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "PARTNERLAB_PAGE": "still"}
    subprocess.run([sys.executable, *command], check=True, stdout=NOTHING, stderr=NOTHING, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used


def main() -> None:
    """Measure both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", default="1999-2004")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument(
        "--plain", type=Path, help="make the pages of the plain loop in this folder, and measure nothing"
    )
    asked = parser.parse_args()
    if asked.plain:
        plain_loop(asked.years, asked.every, asked.plain)
        return
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder, "ours"), Path(folder, "plain")
        batch, batch_cpu = seconds("-m", "partnerlab.cli", "report", "--year", asked.years, "--out", str(ours))
        given = ["--years", asked.years, "--every", str(asked.every), "--plain", str(plain)]
        loop, loop_cpu = seconds(__file__, *given)
        pages = sorted(plain.rglob("*.html"))
        same = sum(page.read_bytes() == (ours / page.relative_to(plain)).read_bytes() for page in pages)
    count = len(reports_of(asked.years))
    whole, whole_cpu = (one * count / len(pages) for one in (loop, loop_cpu))
    print(
        json.dumps(
            {
                "reports": count,
                "batch_seconds": round(batch, 1),
                "plain_seconds": round(whole, 1),
                "plain_made": len(pages),
                "batch_per_minute": round(60 * count / batch, 1),
                "plain_per_minute": round(60 * count / whole, 1),
                "ratio": round(whole / batch, 1),
                "cpu_ratio": round(whole_cpu / batch_cpu, 1),
                "same_pages": same,
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
