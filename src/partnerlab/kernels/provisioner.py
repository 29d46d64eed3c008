"""Jupyter's side: kernels of a kernel spec that names this provisioner are forked, not started."""

from __future__ import annotations

import asyncio
import os
import sys
import warnings
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from partnerlab.kernels.process import ForkedProcess
from partnerlab.kernels.protocol import Request
from partnerlab.kernels.warm_process import NoWarmProcess, warm_process

NAME = "forked"
LAUNCHER = ("-m", "ipykernel_launcher")
SECONDS_TO_END = 1.0
"""A kernel that is told to end is given so long before Jupyter begins to ask again and again whether it has."""

_told: set[str] = set()


class SlowKernels(RuntimeWarning):
    """Kernels cannot be forked here, and are started as usual."""


class ForkedProvisioner(LocalProvisioner):
    """Gives Jupyter kernels that are forks of one warm process; where that cannot be, kernels as usual, with a warning.

    In a kernel spec: `"metadata": {"kernel_provisioner": {"provisioner_name": "forked", "config": {"warm": [...]}}}`.
    """

    process: Any = None
    warm = List(Unicode(), help="Modules, or functions as MODULE:FUNCTION, to run before any fork.").tag(config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """A kernel that listens already."""
        reason = hindrance(cmd, independent=bool(kwargs.get("independent")))
        if not reason:
            try:
                self.process = await asyncio.get_running_loop().run_in_executor(None, self._forked, cmd, kwargs)
            except NoWarmProcess as error:
                reason = f"the process that they are forked from could not be prepared ({error})"
            except (OSError, ValueError) as error:
                reason = f"this one could not be forked ({error})"
        if reason:
            _tell(reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    def _forked(self, cmd: list[str], kwargs: dict[str, Any]) -> ForkedProcess:
        cwd = str(Path(kwargs.get("cwd") or os.curdir).absolute())
        quiet = os.open(os.devnull, os.O_WRONLY)
        try:
            files = _descriptor(kwargs.get("stdout"), quiet), _descriptor(kwargs.get("stderr"), quiet)
            return warm_process(tuple(self.warm)).kernel(Request(tuple(cmd), cwd, dict(kwargs["env"])), files)
        finally:
            os.close(quiet)

    async def wait(self) -> int | None:
        """Wait for the kernel's end, without asking again and again."""
        await self._ended(None)
        status: int | None = await super().wait()
        return status

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once; when this returns it has ended."""
        await super().kill(restart=restart)
        await self._ended(SECONDS_TO_END)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Give a kernel that has been asked to end a moment to do so."""
        await super().shutdown_requested(restart=restart)
        await self._ended(SECONDS_TO_END)

    async def _ended(self, seconds: float | None) -> None:
        """Come back when a forked kernel has ended, or when the time is over."""
        if not isinstance(self.process, ForkedProcess) or self.process.poll() is not None:
            return
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        handle = os.dup(self.process.fileno())  # a descriptor of its own: several may wait for one kernel
        try:
            loop.add_reader(handle, ended.set)
            async with asyncio.timeout(seconds):
                await ended.wait()
        except (NotImplementedError, TimeoutError):
            return  # a loop that watches no descriptors: jupyter_client asks again and again
        finally:
            _forget(loop, handle)


def _forget(loop: asyncio.AbstractEventLoop, handle: int) -> None:
    try:
        loop.remove_reader(handle)
    except NotImplementedError:
        pass
    finally:
        os.close(handle)


def register() -> None:
    """Make the provisioner known to this program's Jupyter where the package runs without having been installed."""
    known = KernelProvisionerFactory.instance().provisioners
    value = f"{ForkedProvisioner.__module__}:{ForkedProvisioner.__name__}"
    known.setdefault(NAME, EntryPoint(NAME, value, KernelProvisionerFactory.GROUP_NAME))


def hindrance(cmd: list[str], *, independent: bool) -> str:
    """Why a kernel with this command cannot be forked; nothing where it can.

    >>> hindrance(["python", "-m", "ipykernel_launcher", "-f", "kernel.json"], independent=True)
    'this one is to live on after the program that starts it'
    """
    if not sys.platform.startswith("linux"):
        return "this system has no safe way to fork a process"
    if independent:
        return "this one is to live on after the program that starts it"
    if _place(cmd[0]) != _place(sys.executable):
        return f"this one wants another Python ({cmd[0]})"
    if tuple(cmd[1:3]) != LAUNCHER or "-f" not in cmd:
        return f"this one has a command of its own ({' '.join(cmd)})"
    return ""


def _place(python: str) -> tuple[Path, Path]:
    """A Python and the environment that it is of: those of two environments may be links to one file."""
    return Path(python).parent.resolve(), Path(python).resolve()


def _tell(reason: str) -> None:
    """Warn of a reason once: the next kernels have the same."""
    if reason not in _told:
        _told.add(reason)
        said = f"Kernels are not forked but started as usual, which takes some seconds each: {reason}."
        warnings.warn(said, SlowKernels, stacklevel=3)


def _descriptor(file: Any, quiet: int) -> int:
    """The descriptor that a kernel writes to; nowhere where none is given, or a pipe that nobody would read."""
    if isinstance(file, int):
        return file if file >= 0 else quiet
    return quiet if file is None else int(file.fileno())
