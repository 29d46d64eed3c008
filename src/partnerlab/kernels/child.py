"""What a fork of the warm process does to become a kernel of its own."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from partnerlab.kernels.protocol import Request, answer

_ARGUMENTS = len(("python", "-m", "ipykernel_launcher"))
_SETTINGS = ("--HistoryManager.enabled=False",)
"""A kernel that is gone in a moment keeps no history, whose file all kernels would share."""

_SECONDS_TO_FINISH = 1.0


def prepare() -> None:
    """Do once, in the warm process, what every kernel would do alike before it serves."""
    import ipykernel.debugger
    import ipykernel.ipkernel
    import ipykernel.zmqshell  # noqa: F401 - imported once, for all forks
    from ipykernel.kernelapp import IPKernelApp
    from jupyter_client.localinterfaces import localhost

    localhost()  # looks at the machine's network cards, and remembers
    IPKernelApp().init_pdb()


def become_kernel(request: Request, connection: socket.socket, files: tuple[int, int]) -> NoReturn:
    """Leave the warm process behind and serve as a Jupyter kernel until it is shut down."""
    status = 1
    try:
        answer(connection, "forked", os.getpid())
        _settle(request, connection, files)
        _serve(request, connection)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)  # what is left of the warm process's own ending is not this kernel's


def _settle(request: Request, connection: socket.socket, files: tuple[int, int]) -> None:
    """A session, files, an environment, a folder and a chance of its own (Python's own `random` sees to itself)."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for target, given in zip((1, 2), files, strict=True):
        os.dup2(given, target)
    _close_all_but({0, 1, 2, connection.fileno()})
    os.environ.clear()
    os.environ.update(request.env)
    time.tzset()
    os.chdir(request.cwd)
    sys.path[0] = ""
    sys.path[1:1] = [path for path in request.env.get("PYTHONPATH", "").split(os.pathsep) if path not in sys.path]
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed()


def _close_all_but(kept: set[int]) -> None:
    """Close what the warm process and its other kernels have open."""
    for file in {int(entry.name) for entry in Path("/proc/self/fd").iterdir()} - kept:
        with suppress(OSError):  # the listing's own is closed already
            os.close(file)


def _serve(request: Request, connection: socket.socket) -> None:
    from ipykernel.kernelapp import IPKernelApp

    class ForkedKernel(IPKernelApp):
        def init_pdb(self) -> None:
            """The warm process has done it."""

        def init_poller(self) -> None:
            """Look for the program that asked for this kernel, not for the warm process."""
            threading.Thread(target=_end_with, args=(connection,), daemon=True).start()

    app: Any = ForkedKernel.instance()
    app.initialize([*request.command[_ARGUMENTS:], *_SETTINGS])
    answer(connection, "ready")
    app.start()
    # ipykernel's own end closes what this thread still speaks through, which would then wait ten seconds for it
    app.control_thread.join(_SECONDS_TO_FINISH)


def _end_with(connection: socket.socket) -> None:
    """End this kernel when the program that asked for it has gone."""
    try:
        while connection.recv(64):
            continue
    except OSError:
        pass  # gone all the same
    os.kill(os.getpid(), signal.SIGKILL)
