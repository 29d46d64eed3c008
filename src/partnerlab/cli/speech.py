"""How the command line speaks: in the reader's language, in sentences, to the screen or to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from partnerlab.errors import PartnerlabError
from partnerlab.wording import Language, message, reader_language, words

WRITTEN = message("Written: {file}")

say = words(reader_language()).say
"""A message in the language of the reader's machine: help is made before any option is read."""


@contextmanager
def speaking(asked: str | None = None) -> Iterator[Language]:
    """The language that was asked for, else the reader's; what goes wrong is said in it, in one sentence."""
    language = reader_language()
    try:
        if asked is not None:
            from partnerlab.parameters import checked_language

            language = checked_language(asked)
        yield language
    except PartnerlabError as error:
        typer.echo(error.text(language), err=True)
        raise typer.Exit(error.status) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def give(content: str | bytes, out: Path | None) -> None:
    """Write a result to its file, or to the screen."""
    if out is not None:
        from partnerlab.publish.folder.whole import write_whole

        write_whole(out, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        typer.echo(content)
