"""A batch's temporary folder; what killed batches have left of theirs is taken away by the next one of this user."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from partnerlab.publish.folder.locks import held

_PREFIX, _LOCK = "partnerlab-", ".batch"
_SECONDS_TO_BE_HELD = 60


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder that only this user can enter, for as long as it lasts.

    >>> with scratch() as folder:
    ...     folder.is_dir()
    True
    >>> folder.exists()
    False
    """
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        descriptor = held(Path(name) / _LOCK)
        try:
            yield Path(name)
        finally:
            if descriptor is not None:
                os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Take away the folders that no living process holds; one that was just made may not be held yet."""
    for lock in folder.glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError):
            if lock.stat().st_mtime > time.time() - _SECONDS_TO_BE_HELD:
                continue
            descriptor = held(lock)
            if descriptor is not None:
                os.close(descriptor)
                shutil.rmtree(lock.parent, ignore_errors=True)
