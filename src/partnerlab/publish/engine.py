"""A notebook run by papermill in a warm kernel: one that knows where it is, can be stopped, and prints nothing here."""

from __future__ import annotations

import logging
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import papermill
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

from partnerlab.errors import EndedKernel, FailedNotebook, OverTimeLimit
from partnerlab.publish.warm_kernel import KERNEL, WarmKernelManager

NAME = "partnerlab"
START_SECONDS = 120
_SILENT = logging.Logger(NAME, logging.CRITICAL + 1)
"""What a client of a kernel logs it also raises, and that is told in a sentence."""


class Stopped(Exception):
    """The batch was stopped before this notebook was done."""


class Kernels:
    """The kernels of one batch: each runs one notebook, and all that run can be ended at once."""

    def __init__(self, told: Mapping[str, str], seconds: int, *, folder: Path | None = None) -> None:
        """Remember what all kernels are told by their environment, and for how many seconds one may run.

        `folder` is where their sockets are; by default among the temporary files of the system.
        """
        self._told, self._seconds, self._folder = told, seconds, folder
        self._running: set[KernelManager] = set()
        self._lock, self._stopped = threading.Lock(), threading.Event()

    def executed(self, notebook: Path, parameters: Mapping[str, object]) -> Any:
        """The notebook with its outputs.

        Raises:
            FailedNotebook: if one of its cells fails.
            OverTimeLimit: if its cells take longer than they may.
            EndedKernel: if its kernel ends before it is done.
            Stopped: if `stop` was called.
        """
        try:
            return papermill.execute_notebook(
                str(notebook),
                None,
                parameters=dict(parameters),
                kernel_name=KERNEL,
                engine_name=NAME,
                told=self._told,
                run=self._run,
                seconds=self._seconds,
                folder=self._folder,
                progress_bar=False,
            )
        except papermill.PapermillExecutionError as error:
            raise FailedNotebook(error.ename, error.evalue) from None
        except CellTimeoutError:
            raise OverTimeLimit(self._seconds) from None
        except (DeadKernelError, RuntimeError) as error:
            if self._stopped.is_set():
                raise Stopped from None
            raise EndedKernel(str(error)) from None
        finally:
            # The loop that ran this thread's kernel: left open, it would keep its sockets until the process ends.
            ensure_event_loop().close()

    @contextmanager
    def _run(self, manager: KernelManager) -> Iterator[Callable[..., None]]:
        """Keep an eye on a kernel while it runs; what is given is to be called before each cell."""
        with self._lock:
            self._running.add(manager)
        try:
            yield self._go_on
        finally:
            with self._lock:
                self._running.discard(manager)

    def _go_on(self, **_cell: object) -> None:
        if self._stopped.is_set():
            raise Stopped

    def stop(self) -> None:
        """End all kernels now; the notebooks that they run are given up."""
        self._stopped.set()
        with self._lock:
            running = [getattr(manager.provisioner, "process", None) for manager in self._running]
        for process in running:
            if process is not None:
                process.kill()


class StillEngine(Engine):  # type: ignore[misc]
    """Run a notebook whose figures are to stand still on a page."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        told: Mapping[str, str],
        run: Callable[[KernelManager], Any],
        seconds: int,
        folder: Path | None,
        **_unused: Any,
    ) -> None:
        """Run the notebook in a kernel of its own, with `PARTNERLAB_PAGE=still` and what else it is told so."""
        began = cache(time.monotonic)  # with the first cell: a kernel starts in its own time
        with tempfile.TemporaryDirectory(dir=folder, prefix="kernel-" if folder else "partnerlab-") as own:
            client = PapermillNotebookClient(
                nb_man,
                kernel_manager_class=WarmKernelManager,
                kernel_name=kernel_name,
                config=_transport(Path(own)),
                timeout_func=lambda _cell: max(0.01, began() + seconds - time.monotonic()),
                startup_timeout=START_SECONDS,
                shutdown_kernel="immediate",
                log=_SILENT,
                log_output=False,
            )
            with run(client.create_kernel_manager()) as go_on:
                client.on_cell_start = go_on
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
