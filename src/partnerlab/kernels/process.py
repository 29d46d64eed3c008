"""A forked kernel as the program sees it that asked for it: what `subprocess.Popen` would be for a child of its own."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import time
from contextlib import suppress

SECONDS_TO_START = 120.0
SECONDS_TO_TELL = 1.0
"""The warm process tells in a moment how a kernel ended."""


class ForkedProcess:
    """A kernel that the warm process has forked: it can be asked for its end, waited for and sent signals.

    Closing `connection` ends the kernel: a kernel lives no longer than the program that asked for it.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        """Take the connection over which the kernel was asked for, and wait until the kernel listens.

        Raises:
            ConnectionError: if the warm process has gone.
            ChildProcessError: if it could not fork a kernel, or the kernel ended at once.
            TimeoutError: if it does not come to listen.
        """
        self._connection = connection
        self._heard = b""
        self._handle = -1
        self.returncode: int | None = None
        connection.settimeout(SECONDS_TO_START)
        word, self.pid = self._next()
        if word != "forked":
            raise ChildProcessError("the system forks no more processes")
        with suppress(ProcessLookupError):  # it has ended already, which is told in a moment
            self._handle = os.pidfd_open(self.pid)
        try:
            self._await_ready()
        except BaseException:
            self._close()
            raise

    def __del__(self) -> None:
        """Let go of a kernel that nobody asks for any more; it ends."""
        self._close()

    def _await_ready(self) -> None:
        while self._next()[0] != "ready" or self._handle < 0:
            if self.returncode is not None:
                raise ChildProcessError(f"the forked kernel ended with status {self.returncode} before it listened")

    def _next(self) -> tuple[str, int]:
        """What is told next: waits for it, as long as the connection does."""
        while b"\n" not in self._heard:
            part = self._connection.recv(256)
            if not part:
                raise ConnectionError("the warm process has gone")
            self._heard += part
        line, _, self._heard = self._heard.partition(b"\n")
        word, _, number = line.decode().partition(" ")
        if word == "ended":
            self._end(int(number))
        return word, int(number)

    def _end(self, status: int) -> None:
        self.returncode = status
        self._close()

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)
        self._connection.close()

    def fileno(self) -> int:
        """What becomes readable when the kernel ends; there while it runs."""
        return self._handle

    def poll(self) -> int | None:
        """The exit status, or None while the kernel runs; -9 where it is not known, for the warm process has gone."""
        if self.returncode is None and self._has_ended(0):
            self._connection.settimeout(SECONDS_TO_TELL)
            try:
                while self.returncode is None:
                    self._next()
            except OSError:
                self._end(-signal.SIGKILL)
        return self.returncode

    def _has_ended(self, seconds: float | None) -> bool:
        waiting = select.poll()  # select.select knows no descriptor above 1023
        waiting.register(self._handle, select.POLLIN)
        return bool(waiting.poll(None if seconds is None else seconds * 1000))

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the kernel's end and give its exit status.

        Raises:
            subprocess.TimeoutExpired: if it has not ended in time.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            self._has_ended(left)
        return status

    def send_signal(self, number: int) -> None:
        """Send the kernel a signal; nothing happens where it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)
