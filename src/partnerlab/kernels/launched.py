"""The warm process while it runs: how it is started, asked for kernels, and ended with this program."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

from partnerlab.kernels.process import ForkedProcess
from partnerlab.kernels.protocol import Request, knock, send_request

FORKED_MODULE = "partnerlab.kernels.forking"
QUIET = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
"""What keeps libraries from starting threads when they are imported: a process with threads cannot be forked safely."""
SECONDS_TO_END = 5.0
SECONDS_TO_WARM_UP = 120.0
LAST_WORDS = 2000


class Launched:
    """One running warm process."""

    def __init__(self, warm: tuple[str, ...]) -> None:
        """Start it.

        Raises:
            OSError: if the system starts no process.
        """
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process is
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._owner = os.getpid()
        self.has_forked = False
        named = (part for name in warm for part in ("--warm", name))
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this Python, a module of ours
                [sys.executable, "-m", FORKED_MODULE, "--requests", str(theirs.fileno()), *named],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, **QUIET},
                start_new_session=True,
            )
        self.end = weakref.finalize(self, _end, self._owner, self._requests, self._process, self._said)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_ours(self) -> bool:
        """Whether this program started it: a fork of the program needs one of its own."""
        return self._owner == os.getpid()

    def is_running(self) -> bool:
        """Whether it can be asked for kernels."""
        return self._process.poll() is None

    def has_ended(self) -> bool:
        """Whether it is ending, having closed its socket: waits a moment for it."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(SECONDS_TO_END)
        return not self.is_running()

    def kernel(self, request: Request, files: tuple[int, int]) -> ForkedProcess:
        """A kernel that listens already; `files` take its output and its errors.

        Raises:
            ConnectionError: if this process has gone.
            OSError: if it could not fork a kernel that listens.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with theirs:
                knock(self._requests, theirs, files)
            send_request(ours, request)
            kernel = ForkedProcess(ours)
        except BaseException:
            ours.close()
            raise
        self.has_forked = True
        return kernel

    def wait(self) -> None:
        """Come back when it has warmed up, or has ended: only then does it answer what asks for nothing."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with ours, suppress(OSError):
            with theirs, Path(os.devnull).open("wb") as nowhere:
                knock(self._requests, theirs, (nowhere.fileno(), nowhere.fileno()))
            ours.shutdown(socket.SHUT_WR)
            ours.settimeout(SECONDS_TO_WARM_UP)
            ours.recv(1)

    def last_words(self) -> str:
        """The last line that it wrote as an error: why it ended."""
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - LAST_WORDS))
        lines = self._said.read().decode(errors="replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return said or f"it ended with status {self._process.returncode}"


def _end(owner: int, requests: socket.socket, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    """End the process; a fork of the program lets go of it and leaves it alone."""
    requests.close()
    said.close()
    if os.getpid() == owner:
        process.kill()  # it may still be warming up; kernels that it has forked are not its to end
        process.wait()
    else:
        process.returncode = 0  # not this program's child: there is nothing to wait for
