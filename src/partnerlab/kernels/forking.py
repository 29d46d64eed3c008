"""The warm process: it imports once, then forks a kernel for each request.

It has no thread beside the one that forks, opens nothing but its sockets, and ends with the program that started it.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import selectors
import signal
import socket
import sys
from pathlib import Path

from partnerlab.kernels.child import become_kernel, prepare
from partnerlab.kernels.protocol import Request, answer, heard, receive_request

SECONDS_TO_ASK = 5.0
"""A program that has announced a kernel and says nothing must not keep the others waiting."""


def main(arguments: list[str] | None = None) -> None:
    """Warm up, then fork kernels until the program that started this has gone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, required=True, help="the descriptor over which kernels are asked for")
    parser.add_argument("--warm", action="append", default=[], help="MODULE or MODULE:FUNCTION, run before any fork")
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = socket.socket(fileno=asked.requests)
    requests.set_inheritable(False)
    try:
        for name in asked.warm:
            warm_up(name)
        prepare()
        refuse_threads()
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)  # the program reads the last line: nothing may be said after it
    gc.collect()
    gc.freeze()  # a collection in a fork would touch, and so copy, every page of the objects that are here already
    Forks(requests).serve()


def warm_up(name: str) -> None:
    """Import a module, and call a function of it where one is named.

    >>> warm_up("json")
    """
    module, _, function = name.partition(":")
    imported = importlib.import_module(module)
    if function:
        getattr(imported, function)()


def refuse_threads() -> None:
    """A fork copies the locks of other threads and not the threads.

    Raises:
        RuntimeError: if a thread runs beside this one.
    """
    tasks = Path("/proc/self/task")
    names = sorted((task / "comm").read_text().strip() for task in tasks.iterdir() if task.name != str(os.getpid()))
    if names:
        raise RuntimeError(f"threads are running, and a fork would not be safe: {', '.join(names)}")


class Forks:
    """Requests in, forks out, and the end of each kernel told to the program that asked for it."""

    def __init__(self, requests: socket.socket) -> None:
        """Take the socket over which kernels are asked for; it closes with the program."""
        self._requests = requests
        self._kernels: dict[int, socket.socket] = {}
        self._woken, waking = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, _wake)
        signal.set_wakeup_fd(waking)
        self._events = selectors.DefaultSelector()
        for file in (requests.fileno(), self._woken):
            self._events.register(file, selectors.EVENT_READ)

    def serve(self) -> None:
        """Fork a kernel for each request until the program has gone."""
        while True:
            ready = {event.fd for event, _ in self._events.select()}
            if self._woken in ready:
                os.read(self._woken, 4096)
                self._bury()
            if self._requests.fileno() in ready:
                try:
                    announced = heard(self._requests)
                except ValueError:
                    continue
                if announced is None:
                    return
                self._take(*announced)

    def _take(self, connection: socket.socket, files: tuple[int, int]) -> None:
        try:
            connection.settimeout(SECONDS_TO_ASK)
            request = receive_request(connection)
            connection.settimeout(None)
            self._fork(request, connection, files)
        except (OSError, ValueError, KeyError, TypeError):
            answer(connection, "failed")
            connection.close()
        finally:
            for file in files:
                os.close(file)

    def _fork(self, request: Request, connection: socket.socket, files: tuple[int, int]) -> None:
        pid = os.fork()
        if pid == 0:
            become_kernel(request, connection, files)
        self._kernels[pid] = connection

    def _bury(self) -> None:
        """Take leave of the kernels that have ended."""
        while self._kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            if (connection := self._kernels.pop(pid, None)) is not None:
                answer(connection, "ended", os.waitstatus_to_exitcode(status))
                connection.close()


def _wake(*_signal: object) -> None:
    """Nothing: that the signal came is read from the pipe."""


if __name__ == "__main__":
    main()
