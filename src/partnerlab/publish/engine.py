"""The papermill engine of the batch: kernels that know where they are, speak over sockets of the file system, and print
nothing into the user's terminal."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.log import logger
from traitlets.config import Config

NAME = "partnerlab"
CELL_SECONDS = 300
"""A cell that takes longer has hung: its report fails, the others go on."""
START_SECONDS = 120


class StillEngine(Engine):  # type: ignore[misc]
    """Run a notebook whose figures are to stand still on a page."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, told: Mapping[str, str], **_unused: Any
    ) -> None:
        """Run the notebook in a kernel of its own, with `PARTNERLAB_PAGE=still` and what else it is told so."""
        with tempfile.TemporaryDirectory(prefix="partnerlab-") as folder:
            client = PapermillNotebookClient(
                nb_man,
                kernel_name=kernel_name,
                timeout=CELL_SECONDS,
                startup_timeout=START_SECONDS,
                log=logger,
                log_output=False,
                config=_transport(Path(folder)),
            )
            client.execute(
                env={**os.environ, "PARTNERLAB_PAGE": "still", **told},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )


def _transport(folder: Path) -> Config:
    """Sockets in a folder of the kernel's own: by default all kernels of a folder would share one name."""
    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(folder / "kernel.json")}})


papermill_engines.register(NAME, StillEngine)
