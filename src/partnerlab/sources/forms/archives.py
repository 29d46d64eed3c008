"""The one file that is packed in another: ZIP, GZIP."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Literal

from partnerlab.errors import AnotherForm, EmptyFile, ProtectedFile, UnreadableFile
from partnerlab.wording import phrase

LARGEST_UNPACKED = 1 << 31
"""A packed file that is larger than so many bytes is not unpacked: it may be made to fill the memory."""
_SEVERAL = phrase("an archive (ZIP) with several files or none")


def unpacked(content: bytes, name: str, form: Literal["zip", "gzip"]) -> tuple[bytes, str]:
    """The one file that is packed in another: its content, and its name in there.

    Raises:
        UnreadableFile, ProtectedFile, EmptyFile, AnotherForm: if there is not one file that can be read.
    """
    with _unpacking(name, form):
        if form == "gzip":
            with gzip.open(io.BytesIO(content)) as packed:
                whole, member = packed.read(LARGEST_UNPACKED + 1), PurePosixPath(name).stem
        else:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                member = _member(archive, name)
                with archive.open(member) as packed:
                    whole = packed.read(LARGEST_UNPACKED + 1)
    if len(whole) > LARGEST_UNPACKED:
        raise UnreadableFile(name, form.upper())
    if not whole:
        raise EmptyFile(name)
    return whole, member


@contextmanager
def _unpacking(name: str, form: str) -> Iterator[None]:
    try:
        yield
    except RuntimeError:
        raise ProtectedFile(name) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise UnreadableFile(name, form.upper()) from None


def _member(archive: zipfile.ZipFile, name: str) -> str:
    members = [one.filename for one in archive.infolist() if not one.is_dir()]
    seen = [one for one in members if not one.startswith("__MACOSX/") and not PurePosixPath(one).name.startswith(".")]
    if len(seen) != 1:
        raise AnotherForm(name, "CSV", _SEVERAL)
    return seen[0]
