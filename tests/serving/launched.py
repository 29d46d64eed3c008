"""The server of the tests, as a program of its own: `python launched.py '{"port": 8866, ...}'`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from partnerlab.publish import plan, warm_kernel
from partnerlab.publish.serving import page, running, settings
from partnerlab.publish.serving.visits import Patience
from partnerlab.sources.synthetic.sample import sample_records


def main() -> None:
    told = json.loads(sys.argv[1])
    if told.get("notebooks"):
        folder = Path(told["notebooks"])
        plan.notebooks_folder = running.notebooks_folder = lambda: folder
        warm_kernel.KERNELS = folder / "kernels"
    settings.CELL_SECONDS = told.get("cell_seconds", settings.CELL_SECONDS)
    settings.HEADER_SECONDS = told.get("header_seconds", settings.HEADER_SECONDS)
    page.PAGE_SECONDS = told.get("page_seconds", page.PAGE_SECONDS)
    running.serve(
        "published",
        sample_records(),
        language=told.get("language"),
        host="127.0.0.1",
        port=told["port"],
        visitors=told.get("visitors", 100),
        reports_folder=Path(told["reports"]) if told.get("reports") else None,
        public=told.get("public", ""),
        patience=Patience(**told.get("patience", {})),
    )


if __name__ == "__main__":
    main()
