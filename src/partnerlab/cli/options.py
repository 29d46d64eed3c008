"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partnerlab.cli.speech import say

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help=say(
            "Application records: a spreadsheet, a CSV or Parquet file, a 360Giving file, a folder of yearly files, "
            "or a database URL. Without it: the printed tables, and the synthetic sample for what they lack."
        ),
    ),
]
Mapping = Annotated[
    str | None,
    typer.Option("--mapping", metavar="FILE", help=say("Your own headings, units and words: a .toml file.")),
]
Table = Annotated[
    str | None,
    typer.Option("--table", metavar="NAME", help=say("Which table of the database holds the applications.")),
]
Speak = Annotated[
    str | None, typer.Option("--language", metavar="ru|en", help=say("The language of words and messages."))
]
Prices = Annotated[
    str | None,
    typer.Option("--prices", metavar="YEAR", help=say("Constant roubles, of December of this year.")),
]
Boundaries = Annotated[
    str | None,
    typer.Option("--boundaries", metavar="FILE", help=say("The districts' boundaries: a GeoJSON file.")),
]
Accept = Annotated[
    bool,
    typer.Option("--accept-errors", help=say("Go on although the records hold errors; every page then says so.")),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=say("Write to this file, not to the screen."))]
