"""`partnerlab catalogue`."""

from __future__ import annotations

import typer

from partnerlab.cli.options import Speak
from partnerlab.cli.speech import speaking
from partnerlab.wording import message

HELP = message(
    "List every question: what it asks, which columns it needs, where its definition stands.\n\n"
    "Example: partnerlab catalogue --language ru"
)


def catalogue(language: Speak = None) -> None:
    """List every question."""
    with speaking(language) as spoken:
        from partnerlab.publish import tables

        typer.echo(tables.catalogue(spoken))
