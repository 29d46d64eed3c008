"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from partnerlab.errors import UnwritableFile

_UNFINISHED = re.compile(r"\.(.+)\.[a-z0-9_]{8}")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: a reader never finds half of it.

    Raises:
        UnwritableFile: if it cannot be written there; what stood there before still does.
    """
    unfinished: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except OSError as error:
        raise UnwritableFile(path.as_posix(), error.strerror or str(error)) from None
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def sweep(folder: Path, names: set[str] | None = None) -> None:
    """Take away what a killed process has left of files it was writing into a folder: of these names, or of all."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        found = _UNFINISHED.fullmatch(path.name)
        if found and (names is None or found[1] in names) and path.is_file():
            path.unlink(missing_ok=True)
