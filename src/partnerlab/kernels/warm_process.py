"""A program's one warm process for each list of imports: started when first needed, ended with the program."""

from __future__ import annotations

import threading

from partnerlab.kernels.launched import Launched
from partnerlab.kernels.process import ForkedProcess
from partnerlab.kernels.protocol import Request


class NoWarmProcess(OSError):
    """The warm process could not be started, and why."""


class WarmProcess:
    """A process that has imported what kernels need, and forks one for each request.

    `warm` names modules, or functions as `MODULE:FUNCTION`, that are run before the first fork. A process that ended
    before it had forked anything is not started again: each attempt would take seconds, and end alike. One that ended
    later is.
    """

    def __init__(self, warm: tuple[str, ...]) -> None:
        """Remember what to import; the process starts with the first kernel, or with `start`."""
        self._warm = warm
        self._lock = threading.Lock()
        self._launched: Launched | None = None
        self._reason = ""

    @property
    def pid(self) -> int | None:
        """The number of the process; None before it has been started."""
        return None if self._launched is None else self._launched.pid

    def start(self) -> None:
        """Have the process started, where it does not run; it warms up while this program goes on.

        Raises:
            NoWarmProcess: if it cannot be.
        """
        self._running()

    def wait(self) -> None:
        """Come back when the process has warmed up, or has ended: then the first kernel says why.

        Raises:
            NoWarmProcess: if it cannot be started.
        """
        self._running().wait()

    def kernel(self, request: Request, files: tuple[int, int]) -> ForkedProcess:
        """A kernel of its own that listens already; `files` take its output and its errors.

        Raises:
            NoWarmProcess: if the process cannot be started.
            OSError: if it could not fork this kernel.
        """
        launched = self._running()
        try:
            return launched.kernel(request, files)
        except ConnectionError:
            if not launched.has_ended():
                raise
        return self._running(after=launched).kernel(request, files)

    def _running(self, *, after: Launched | None = None) -> Launched:
        """The process that can be asked; another than `after`, which has ended."""
        with self._lock:
            launched = self._launched
            if launched is not None and launched.is_ours and not self._reason and not launched.is_running():
                self._learn(launched)
            if self._reason:
                raise NoWarmProcess(self._reason)
            if launched is None or launched is after or not launched.is_ours or not launched.is_running():
                launched = self._launched = self._launch()
            return launched

    def _launch(self) -> Launched:
        try:
            return Launched(self._warm)
        except OSError as error:
            self._reason = str(error)
            raise NoWarmProcess(self._reason) from error

    def _learn(self, ended: Launched) -> None:
        """Remember why a process ended that never forked anything."""
        if not ended.has_forked:
            self._reason = ended.last_words()


_processes: dict[tuple[str, ...], WarmProcess] = {}


def warm_process(warm: tuple[str, ...]) -> WarmProcess:
    """This program's warm process with these imports: the same each time."""
    return _processes.setdefault(warm, WarmProcess(warm))
