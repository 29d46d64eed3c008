"""The static reports that stand beside the dashboards, where there are some of the same data."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from partnerlab.publish.folder import manifest
from partnerlab.publish.folder.inputs import Inputs
from partnerlab.publish.folder.manifest import MANIFEST, Entry

ROOT = "/reports/"
FOLDER = Path("reports")
SHARED = re.compile(r"index(\.[a-z]{2})?\.html|assets/[\w./-]+", re.ASCII)
FOR_MAIL = re.compile(r"\d{4}/[a-z]{2}(-[\w-]+)?\.html", re.ASCII)


class Reports:
    """A folder of reports: only what its manifest lists is served, the index, and what the pages share."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; its manifest is read again whenever it has changed."""
        self.folder = folder.resolve()
        self._read: tuple[int, frozenset[str]] = (-1, frozenset())

    def listed(self) -> frozenset[str]:
        """The files that the manifest lists."""
        try:
            changed = (self.folder / MANIFEST).stat().st_mtime_ns
        except OSError:
            return frozenset()
        if changed != self._read[0]:
            self._read = changed, frozenset(manifest.read(self.folder).entries)
        return self._read[1]

    def file(self, asked: str) -> Path | None:
        """The file that is asked for; None where it is not to be served, or a link leads elsewhere."""
        if asked not in self.listed() and not SHARED.fullmatch(asked):
            return None
        inside = PurePosixPath(asked)
        if (
            inside.is_absolute()
            or set(inside.parts) & {"..", "."}
            or any(part.startswith(".") for part in inside.parts)
        ):
            return None
        path = self.folder / inside
        try:
            return path if path.resolve(strict=True) == path and path.is_file() else None
        except (OSError, ValueError):
            return None

    def has(self, file: str) -> bool:
        """Whether a report stands in the folder, and in its manifest."""
        return file in self.listed() and self.file(file) is not None


def is_for_mail(asked: str) -> bool:
    """Whether a file is one to be sent on, with all of its scripts inside.

    >>> is_for_mail("2003/ru.html"), is_for_mail("2003/ru/map.html")
    (True, False)
    """
    return bool(FOR_MAIL.fullmatch(asked))


def beside(inputs: Inputs, folder: Path = FOLDER) -> Reports | None:
    """The reports in the current folder, if all of them were made from the same data."""
    if not (folder / MANIFEST).is_file():
        return None
    entries = manifest.read(folder).entries.values()
    if not entries or not inputs.comparable or not all(_is_of(entry, inputs) for entry in entries):
        return None
    return Reports(folder)


def _is_of(entry: Entry, inputs: Inputs) -> bool:
    """Whether a report was made from these data, read in the same way, be it by another version of the package."""
    same = entry.inputs.get("data") == (inputs.data or "") and entry.inputs.get("mapping") == inputs.mapping
    return same and entry.parameters.get("data") == inputs.source
