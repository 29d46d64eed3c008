"""The kernel `partnerlab`: where its kernel spec is, and Jupyter's managers that give it to a batch or a server."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from partnerlab.kernels.client import PromptClient
from partnerlab.kernels.provisioner import SlowKernels, register
from partnerlab.kernels.warm_process import NoWarmProcess, WarmProcess, warm_process

__all__ = ["KERNEL", "SlowKernels", "WarmKernelManager", "WarmKernelSpecs", "start_ahead"]
KERNEL = "partnerlab"
JUPYTER_FOLDER = Path(__file__).parent / "jupyter"
"""A folder as Jupyter looks for kernels in; `JUPYTER_PATH` may name it."""
KERNELS = JUPYTER_FOLDER / "kernels"
CLIENT = f"{PromptClient.__module__}.{PromptClient.__name__}"


class WarmKernelSpecs(KernelSpecManager):
    """The package's own kernel, found wherever the package is, and no other."""

    def __init__(self, **told: object) -> None:
        """Make the provisioner known, which a package run from its source folder has not registered."""
        super().__init__(**told)
        register()
        self.kernel_dirs = [str(KERNELS)]
        self.ensure_native_kernel = False


class WarmKernelManager(AsyncKernelManager):
    """Runs one kernel `partnerlab`, ready with its first answer; what a batch gives to nbclient."""

    @default("kernel_spec_manager")
    def _own_kernel_specs(self) -> KernelSpecManager:
        return WarmKernelSpecs(parent=self)

    @default("kernel_name")
    def _own_kernel(self) -> str:
        return KERNEL

    @default("client_class")
    def _prompt_client(self) -> str:
        return CLIENT

    @default("client_factory")
    def _prompt_clients(self) -> type[PromptClient]:
        return PromptClient


def make_known() -> None:
    """Have any program of Jupyter's that this process starts, or is, find the kernel, installed or not."""
    register()
    paths = [str(JUPYTER_FOLDER), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)


def start_ahead() -> WarmProcess:
    """Start the process that kernels are forked from before the first kernel is wanted.

    Where it cannot be started nothing happens here: the first kernel says why.
    """
    spec = json.loads((KERNELS / KERNEL / "kernel.json").read_text(encoding="utf-8"))
    process = warm_process(tuple(spec["metadata"]["kernel_provisioner"]["config"]["warm"]))
    with suppress(NoWarmProcess):
        process.start()
    return process


def wait(process: WarmProcess) -> None:
    """Come back when the process has warmed up, so that the first kernel need not wait; or when it has failed to."""
    with suppress(NoWarmProcess):
        process.wait()
