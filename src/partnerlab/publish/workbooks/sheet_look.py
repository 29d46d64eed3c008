"""How the sheets of a workbook look, on a screen and on paper."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.page.sheet import Value
from partnerlab.publish.workbooks.spreadsheets import LETTERS, Exact, plain, row_height
from partnerlab.wording import Language

_PAGE = 96
"""How wide the lines above a table are, in letters."""
_UNSET = 8.43
"""The width of a column that nobody has set."""
_A4 = 9


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook's cells."""

    book: Any
    language: Language
    numbers: dict[str, Any]
    title: Any
    mark: Any
    said: Any
    link: Any
    heading: Any
    over_number: Any
    text: Any

    @classmethod
    def of(cls, book: Any, language: Language) -> Looks:
        """Those of a new workbook."""
        top = {"text_wrap": True, "valign": "top"}
        headed = {**top, "bold": True, "bg_color": "#E7ECF2", "bottom": 1}
        return cls(
            book,
            language,
            {},
            title=book.add_format({**top, "bold": True, "font_size": 14}),
            mark=book.add_format({**top, "bold": True, "bg_color": "#FFF4DC", "font_color": "#6B4A00"}),
            said=book.add_format({**top, "font_color": "#5B666E"}),
            link=book.add_format({"font_color": "#136F73", "underline": 1, "valign": "top"}),
            heading=book.add_format({**headed, "align": "left", "indent": 1}),
            over_number=book.add_format({**headed, "align": "right"}),
            text=book.add_format({**top, "align": "left", "indent": 1}),
        )

    def number(self, form: str) -> Any:
        """The format of numbers, or of days, that are shown in this form."""
        if form not in self.numbers:
            self.numbers[form] = self.book.add_format({"num_format": form or "General", "valign": "top"})
        return self.numbers[form]

    @property
    def day(self) -> Any:
        """The format of days, as the language writes them."""
        return self.number("dd.mm.yyyy" if self.language == "ru" else "yyyy-mm-dd")


def write_lines(made: Any, lines: Sequence[tuple[str, Any]], widths: Sequence[float]) -> int:
    """Lines over a table, each in one cell as wide as a page; how many rows they take."""
    reach, wide = 0, 0.0
    while wide < _PAGE or reach < 2:
        wide += widths[reach] if reach < len(widths) else _UNSET
        reach += 1
    for row, (text, look) in enumerate(lines):
        made.merge_range(row, 0, row, reach - 1, "", look)
        made.write_string(row, 0, text, look)
        large = 1.35 if row == 0 else 1
        made.set_row(row, large * row_height([text], [wide / large]))
    return len(lines)


def paper(made: Any, title: str, *, across: int = 1) -> None:
    """How a sheet is printed: lying, on so many sheets of paper side by side, with its title and page numbers."""
    made.set_paper(_A4)
    made.set_landscape()
    made.fit_to_pages(across, 0)
    made.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    made.set_footer(f"&L&8{title.replace('&', '&&')[:200]}&R&8&P / &N")


def write_cell(made: Any, row: int, place: int, cell: Value | datetime.date, form: Any) -> None:
    """One cell as what it is; a missing value is an empty cell."""
    if cell is None:
        return
    if isinstance(cell, bool):
        made.write_boolean(row, place, cell, form)
    elif isinstance(cell, datetime.date):
        made.write_datetime(row, place, cell, form)
    elif isinstance(cell, str) or not math.isfinite(cell):
        made.write_string(row, place, plain(str(cell))[:LETTERS], form)
    else:
        made.write_number(row, place, Exact(cell), form)
