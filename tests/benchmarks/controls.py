"""How long a page takes to answer a control: `python tests/benchmarks/controls.py [APPLICATIONS [NOTEBOOK ...]]`.

Prints a line of JSON for each notebook: milliseconds, the median of seven, until all parts of the page are there as
HTML after a change of the year, of the district and of the prices, by the clock and in the time of the processor, which
other work on the machine disturbs less. Each change asks for something that this run has not asked for before, so that
no card is kept, nor a metric's answer of a district or of prices. `opening` is the whole page, made alike in
the same run for the first time; `of_opening` is what part of it a change takes.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

import partnerlab
from partnerlab.page import Page
from partnerlab.page.content import Content
from partnerlab.page.parts import Parts
from partnerlab.parameters import checked

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ROUNDS = 7
CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}


class Silent:
    """A view of a page that makes its parts and shows them to nobody."""

    def __init__(self, parts: Parts) -> None:
        """Take the parts."""
        self.parts = parts
        self.content = parts.content

    def opening(self) -> None:
        """The top and the controls."""
        self.parts.opening()

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """A card."""
        self.parts.show(name, by=by, **choices)

    def numbers(self) -> None:
        """The six numbers."""
        self.parts.numbers(lambda name, _: f"/{name}")

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """A printed table."""
        self.parts.reference(name, where)

    def caveats(self) -> None:
        """The caveats."""
        self.parts.caveats()


def milliseconds(run: Callable[[], object]) -> dict[str, float]:
    """How long one run takes, by each clock."""
    start = {name: clock() for name, clock in CLOCKS.items()}
    run()
    return {name: 1000 * (clock() - start[name]) for name, clock in CLOCKS.items()}


def shown(notebook: Path, page: Page) -> None:
    """Run the cells of a notebook that show something."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        code = "".join(cell["source"])
        if cell["cell_type"] == "code" and code.startswith("page."):
            exec(code, {"page": page})  # noqa: S102 - the notebooks are the project's own


def queries(parts: Parts) -> dict[str, list[str]]:
    """For each control the addresses that a reader goes through, none of them twice."""
    years = [year for year in parts.content.years() if year != 2003]
    districts = sorted({str(name) for name in parts.content.records.frame["district"].dropna().unique()})
    return {
        "year": [f"year={year}" for year in islice(cycle(years), ROUNDS)],
        "district": [f"year=2003&district={name}" for name in islice(cycle(districts), ROUNDS)],
        "prices": [f"year=2003&prices={year}" for year in range(2005, 2005 + ROUNDS)],
    }


def measured(notebook: Path, records: partnerlab.Dataset) -> dict[str, object]:
    """One notebook: its opening, and the medians of its changes."""
    asked = checked(2003, "ru")
    parts = Parts(Content(notebook.stem, asked, records), asked)
    opening = milliseconds(lambda: shown(notebook, Page(Silent(parts))))
    told: dict[str, object] = {"notebook": notebook.stem, "applications": len(records.frame)}
    told["opening"] = {clock: round(of) for clock, of in opening.items()}
    for control, addresses in queries(parts).items():
        rounds = []
        for address in addresses:
            parts.content._cards.clear()
            rounds.append(milliseconds(lambda address=address: list(parts.take(address))))
        medians = {clock: statistics.median(one[clock] for one in rounds) for clock in CLOCKS}
        told[control] = {clock: round(of, 1) for clock, of in medians.items()}
        told[control] |= {"of_opening": round(medians["cpu"] / opening["cpu"], 3)}
        list(parts.take("year=2003"))
    return told


def main() -> None:
    """Measure the notebooks that are named, else all."""
    warnings.simplefilter("ignore")
    applications = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    records = partnerlab.sample_records(applications, seed=2004)
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        if notebook.stem in (sys.argv[2:] or [notebook.stem]):
            print(json.dumps(measured(notebook, records)), flush=True)


if __name__ == "__main__":
    main()
