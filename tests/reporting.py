"""Reports as the command line makes them, for tests that are about what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from partnerlab.dataset import Dataset
from partnerlab.publish import batch, opening
from partnerlab.publish.folder import inputs
from partnerlab.publish.making import Made
from partnerlab.publish.plan import Report


def make(reports: Sequence[Report], out: Path, *, records: Dataset | None = None, **how: Any) -> list[Made]:
    """Make these reports in a folder; the records are opened where they are not given."""
    data, given = reports[0].data, reports[0].parameters
    places: dict[str, Any] = {name: given.get(name) for name in ("mapping", "boundaries")}
    if records is None:
        records = opening.opened(data, mapping=places["mapping"], accept_errors=True)
    return batch.make_reports(reports, out, inputs=inputs.gathered(data, **places), records=records, **how)


def write_notebooks(folder: Path, **codes: str) -> None:
    """Write notebooks of one cell each, by name; they take the three parameters that all notebooks take."""
    folder.mkdir(parents=True)
    for name, code in codes.items():
        given = 'year = 1\nlanguage = "ru"\ndata = ""'
        parameters = nbformat.v4.new_code_cell(given, metadata={"tags": ["parameters"]}, id="given")
        notebook = nbformat.v4.new_notebook(cells=[parameters, nbformat.v4.new_code_cell(code, id="code")])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
