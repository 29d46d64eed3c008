"""What of its environment the server keeps, for itself and for the kernels of its pages."""

from __future__ import annotations

import os
from pathlib import Path

from partnerlab.page import FOUND
from partnerlab.page.memory import VARIABLE as MEMORY

KEPT = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONUTF8",
    "PYTHONHASHSEED",
)
"""What a dashboard's kernel may see: what it needs to start, nothing that could be a secret."""


def clean(data: str, *, memory: Path, found: tuple[int, int], boundaries: str | None = None) -> None:
    """Take everything else out of this process's environment, and tell the kernels what they show.

    The records stand in `memory`, so that no kernel needs the file or what its database asks for; `found` is how many
    errors they hold, and how many findings were accepted.
    """
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ |= kept
    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    os.environ["PARTNERLAB_PAGE"] = "live"
    os.environ["PARTNERLAB_DATA"] = data
    os.environ[MEMORY] = str(memory)
    os.environ[FOUND] = "{} {}".format(*found)
    if boundaries is not None:
        os.environ["PARTNERLAB_BOUNDARIES"] = boundaries


def of_kernel(query: str) -> dict[str, str]:
    """The environment of one page's kernel: the server's clean one, and what the page's address asks for."""
    return {**os.environ, "QUERY_STRING": query}
