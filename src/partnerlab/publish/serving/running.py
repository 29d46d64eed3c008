"""The dashboards, served until they are stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from partnerlab.dataset import Dataset
from partnerlab.page.memory import Memory
from partnerlab.publish.folder import inputs
from partnerlab.publish.folder.scratch import scratch
from partnerlab.publish.opening import known_years
from partnerlab.publish.serving import assets, environment, reports, settings
from partnerlab.publish.serving.app import Dashboards
from partnerlab.publish.serving.place import Place
from partnerlab.publish.serving.served import Served
from partnerlab.publish.serving.visits import MOST, PATIENCE, Patience, Visits
from partnerlab.publish.warm_kernel import start_ahead, wait
from partnerlab.resources import notebooks_folder
from partnerlab.wording import Language


def serve(
    data: str,
    records: Dataset,
    *,
    language: Language | None,
    host: str,
    port: int,
    boundaries: str | None = None,
    mapping: str | None = None,
    visitors: int = MOST,
    reports_folder: Path | None = None,
    public: str = "",
    patience: Patience = PATIENCE,
    told: Callable[[], None] | None = None,
) -> None:
    """Serve the dashboards until they are stopped.

    `visitors` may be there at once; `reports_folder` holds static reports to link (without it those in the current
    folder, if they were made from the same data); `public` is the address under which a proxy shows the pages;
    `told` is called when the first visitor would be served at once.
    """
    found = _reports(data, mapping, boundaries, reports_folder)
    served = Served(
        place=Place(host, port, public),
        assets=assets.gathered(),
        visits=Visits(visitors),
        reports=found,
        language=language or "ru",
        year=known_years(records, data)[-1],
        patience=patience,
    )
    with scratch() as folder:
        Memory(folder).keep_records(records)
        environment.clean(
            data,
            memory=folder,
            found=(records.errors, records.accepted),
            boundaries=boundaries,
        )
        process = start_ahead()
        app = Dashboards(config=settings.of_voila(served.place))
        app.served = served
        app.config_file_paths = []
        app.initialize([str(notebooks_folder())])
        wait(process)
        if told is not None:
            told()
        app.start()


def _reports(data: str, mapping: str | None, boundaries: str | None, folder: Path | None) -> reports.Reports | None:
    if folder is not None:
        return reports.Reports(folder)
    if not (reports.FOLDER / "manifest.json").is_file():
        return None
    return reports.beside(inputs.gathered(data, mapping=mapping, boundaries=boundaries))
