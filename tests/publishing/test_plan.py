"""What is made besides the pages, and of what."""

from __future__ import annotations

from partnerlab.publish import plan

OUTLINES = {"boundaries": "districts.geojson"}


def test_the_workbook_of_a_year_is_the_same_whichever_notebooks_are_asked_for() -> None:
    def workbook(*names: str) -> plan.Report:
        asked = plan.plan("sample", years=[2001], languages=["en"], names=names, offered=OUTLINES)
        return plan.besides(plan.fitted(asked), ["xlsx"])[0]

    assert workbook("leverage").parameters == workbook().parameters == OUTLINES
