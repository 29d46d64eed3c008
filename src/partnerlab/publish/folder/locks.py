"""A file that one process holds for as long as it lives: the system frees it when the process ends, however it ends.

The folder must lie on a file system that keeps locks: any local one, NFS from version 4 on (or version 3 with its lock
service), SMB where the server keeps them. On one mounted with `nolock` two batches would not know of each other.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.02
_FAR = 1 << 30
"""Windows locks bytes, and nobody may read a locked one: this is one that no file here ever has."""


def held(path: Path) -> int | None:
    """A descriptor that holds this file until it is closed; None where another holds it already.

    The file is made if it is not there.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        _take(descriptor)
    except BaseException as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError | PermissionError):
            return None
        raise
    return descriptor


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """For as long as it lasts, no other process is in here with the same file."""
    while (descriptor := held(path)) is None:
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.close(descriptor)
