"""A copy of the notebooks for a researcher to change, and what JupyterLab must know to show them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.plan import notebooks

PAGE = ("PARTNERLAB_PAGE", "PARTNERLAB_DATA", "PARTNERLAB_MAPPING", "PARTNERLAB_BOUNDARIES")
"""What a page is told by its environment: of another page's nothing may be left."""


def copied(folder: Path) -> tuple[list[Path], list[Path]]:
    """Copy the notebooks that the folder has not; those that were written, and those that were there and stay.

    Raises:
        UnwritableFile: if the folder cannot be written.
    """
    written, kept = [], []
    for source in notebooks().values():
        target = folder / source.name
        if target.exists():
            kept.append(target)
        else:
            write_whole(target, source.read_bytes())
            written.append(target)
    return written, kept


def environment(data: str | None, *, mapping: str | None, boundaries: str | None) -> Mapping[str, str]:
    """What the notebooks' kernels are told: the user's own data in place of the printed tables.

    >>> environment(None, mapping="own.toml", boundaries=None)["PARTNERLAB_MAPPING"].endswith("own.toml")
    True
    """
    told = {name: value for name, value in os.environ.items() if name not in PAGE}
    if data is not None:
        told["PARTNERLAB_DATA"] = data
    for name, path in (("PARTNERLAB_MAPPING", mapping), ("PARTNERLAB_BOUNDARIES", boundaries)):
        if path is not None:
            told[name] = str(Path(path).resolve())
    return told
