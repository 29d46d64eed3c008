"""Pages as a batch makes them, without a kernel: what they display is gathered here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from partnerlab import open_page
from partnerlab.catalogue import topic
from partnerlab.page import still
from partnerlab.publish import export
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.plan import Report
from partnerlab.publish.site import pages_script
from partnerlab.wording import Language

HOSTILE = '</script><img src=x onerror="window.ran=1">'
RECORDS = pd.DataFrame(
    {
        "Год": [2011, 2011, 2011, 2011],
        "Город": ["Тотьма"] * 4,
        "Организация": ["Первая", HOSTILE, "Третья", "Четвёртая"],
        "Проект": ["+сад=1", HOSTILE, "@сад", "Дом"],
        "Район": [HOSTILE, "Речной", "Речной", "Речной-2"],
        "Сумма гранта": [100_000, 50_000, 80_000, 20_000.5],
        "Привлечено": [150_000, 0, 200_000, 100_000],
        "Статус": ["победитель"] * 4,
    }
)


def notebook(name: str, *, data: str = "published", year: int = 2001, language: Language = "ru") -> Any:
    """An executed notebook of a topic, or of a single question with the topic that it is first in."""
    gathered: list[Any] = []
    asked = {
        "map": ["districts"],
        "leverage": ["leverage", "leverage_by_project"],
        "contest_system": ["project_lines"],
    }.get(name, [topic(name).first])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARTNERLAB_PAGE", "still")
        patch.setattr(still, "display", lambda data, *, raw, metadata: gathered.append((data, metadata)))  # noqa: ARG005
        page = open_page(name, year=year, language=language, data=data)
        cells = []
        for show in (page.opening, *(lambda one=one: page.show(one) for one in asked), page.caveats):
            gathered.clear()
            show()
            outputs = [nbformat.v4.new_output("display_data", data=one, metadata=told) for one, told in gathered]
            cells.append(nbformat.v4.new_code_cell("show", outputs=outputs, id=f"cell{len(cells)}"))
    return nbformat.v4.new_notebook(cells=cells)


def html(name: str, *, data: str = "published", year: int = 2001, language: Language = "ru") -> str:
    """The page of a topic as HTML."""
    made = notebook(name, data=data, year=year, language=language)
    return export.page(made, Report(name, year, language, data))


def workbook(folder: Path, records: pd.DataFrame = RECORDS) -> str:
    """A workbook of records, some of which would harm a careless page."""
    path = folder / "contest.xlsx"
    records.to_excel(path, index=False)
    return str(path)


def site(out: Path, pages: Sequence[Report], *, listed: bool = True) -> None:
    """A folder with these pages, what they share, and the list of all of them that a site writes."""
    export.write_assets(out / "assets")
    for report in pages:
        made = html(report.notebook, data=report.data, year=report.year, language=report.language)
        write_whole(out / report.file, made)
    if listed:
        entries = [
            {"file": report.file.as_posix(), "notebook": report.notebook, "parameters": report.values()}
            for report in pages
        ]
        write_whole(out / "assets" / "pages.js", pages_script(entries))
